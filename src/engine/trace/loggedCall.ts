import { ARCHITECTURES, type Arch, architectureOf, isLoaded, nameOf, readArch } from '../linux/index.ts';

/**
 * The ABI of a recorded call: by linux/audit.h's number of the architecture, which several ABIs may share and the call's number tells apart (x32's are
 * x86_64's with a bit more), or by a name.
 */
export function recordedArch(machine: string, call: string): Arch | undefined {
  const number = /^(?:0x)?([\da-f]{8})$/i.exec(machine)?.[1];
  if (number === undefined) return readArch(machine);
  const sharing = ARCHITECTURES.filter(({ auditArch }) => auditArch === Number.parseInt(number, 16));
  // A call told by its name is the first one's.
  return (sharing.findLast(({ syscallBase }) => Number(call) >= syscallBase) ?? sharing[0])?.arch;
}

// The kernel's record of a call that a filter logged, or killed for (kernel/auditsc.c, audit_seccomp), as dmesg and the journal have it, and with words
// as ausearch -i has it: `type=1326 audit(1795669044.860:345680): auid=4294967295 … sig=31 arch=c000003e syscall=250 compat=0 …`.
const RECORD = /\btype=(?:1326|SECCOMP)\b[^\n]*? arch=(\w+) syscall=(\w+)/;
// The signal of such a call in strace's words: `--- SIGSYS {…, si_syscall=__NR_keyctl, si_arch=AUDIT_ARCH_X86_64} ---`.
const SIGNAL = /--- SIGSYS \{[^\n]*\bsi_syscall=(?:__NR_)?(\w+), si_arch=(?:AUDIT_ARCH_)?(\w+)/;

/**
 * The call in a line of the kernel's log or of strace's SIGSYS, as it is asked about: `x86_64: keyctl`, by its number where its name is not known.
 * Undefined for any other line.
 */
export function loggedCall(line: string): string | undefined {
  const [, machine, recorded] = RECORD.exec(line) ?? [];
  const [, signalled, signalledOn] = SIGNAL.exec(line) ?? [];
  const call = recorded ?? signalled;
  const arch = call && recordedArch(machine ?? signalledOn ?? '', call);
  if (!arch) return undefined;
  const name = isLoaded(arch) && isNumber(call) ? nameOf(arch, Number(call)) : undefined;
  return `${architectureOf(arch).token}: ${name ?? call}`;
}

/**
 * What such a line says of the call: it got SIGSYS, the filter returned an error, or the filter logged it and it ran (`code`, linux/seccomp.h
 * SECCOMP_RET_*). Undefined where it says nothing of these.
 */
export function loggedOutcome(text: string): 'killed' | 'refused' | 'ran' | undefined {
  if (SIGNAL.test(text) || (RECORD.test(text) && /\bsig=31\b/.test(text))) return 'killed';
  const code = RECORD.test(text) ? /\bcode=0x([\da-f]{1,8})\b/.exec(text)?.[1] : undefined;
  const action = code === undefined ? 0 : Number.parseInt(code, 16) >>> 16;
  return action === 5 ? 'refused' : action === 0x7ffc || action === 0x7fff ? 'ran' : undefined;
}

const isNumber = (word: string) => /^\d{1,10}$/.test(word);
