import { type Arch, architectureOf, nameOf } from '../../../engine/linux/index.ts';
import { type Call, type Filter, placeOfDefaultErrno } from '../../../engine/seccomp/index.ts';
import { placeOf } from '../../../instrument/words/places.ts';
import { code, type Phrase } from '../../../ui/Phrase.ts';
import { abiLabel } from '../state/target.ts';

type Which = Pick<Call, 'arch' | 'syscall'>;

const X32_BIT = architectureOf('SCMP_ARCH_X32').syscallBase;

/** -1, which a tracer puts in a call's place to have it skipped (seccomp(2), SECCOMP_RET_TRACE). */
export const isSkipped = ({ syscall }: Which): boolean => syscall >>> 0 === 0xffffffff;

/** The ABI to which the kernel counts a call: of x86_64's numbers, those with x32's bit are x32's (arch/x86/entry/common.c do_syscall_x32), but not -1. */
export function abiOf(call: Which): Arch {
  const isX32 = call.arch === 'SCMP_ARCH_X86_64' && (call.syscall & X32_BIT) !== 0 && !isSkipped(call);
  return isX32 ? 'SCMP_ARCH_X32' : call.arch;
}

/** A call's number as tables have it; of x32 with what the kernel sees: "39 (0x40000027)". */
export function numberWords(call: Which): string {
  const { syscall } = call;
  if (abiOf(call) !== 'SCMP_ARCH_X32' || syscall < X32_BIT) return String(syscall);
  return `${syscall - X32_BIT} (0x${syscall.toString(16)})`;
}

/** "clone, call 56 of x86_64"; of a number without a call, that it is one. */
export function callWords(call: Which): string {
  const abi = abiOf(call);
  const name = nameOf(abi, call.syscall);
  if (isSkipped(call)) return '-1, not a call number';
  if (name === undefined) return `${numberWords(call)}, not a known call of ${abiLabel(abi)}`;
  return `${name}, call ${numberWords(call)} of ${abiLabel(abi)}`;
}

/** The default action with its line, and where its error number is written, if it is not the usual EPERM: "defaultAction on line 2". */
export function defaultWords(filter: Pick<Filter, 'profile' | 'target' | 'defaultAnswer'>, verb = ''): Phrase {
  const errno = placeOfDefaultErrno(filter);
  return [
    code('defaultAction'),
    ' on ',
    placeOf(filter.profile.defaultSpan),
    verb,
    ...(errno ? [', with the errno on ', placeOf(errno)] : []),
  ];
}
