import {
  type Arch,
  abisOn,
  architectureOf,
  errnoOf,
  multiplexerOf,
  NR_SCMP_ERROR,
  names,
  numberOf,
  resolveName,
} from '../../../linux/index.ts';
import { type Answer, answerOf } from '../answers.ts';
import { BAD_ARCH, type Filter } from '../wholeCall.ts';
import { answersTo, isSame, passes, type Said, unsaidOf, type Written } from './lxcPolicy.ts';

/** The systemd that a unit's differences are told for, and the libseccomp that it finds the calls' names by: those of Debian 13. */
export const SYSTEMD = { release: '257', libseccomp: '2.6.0' } as const;

/** What libseccomp 2.6.1 knows on some ABI and the group @known lacks (systemd-analyze syscall-filter @known, systemd 257.13). */
export const LACKED_BY_KNOWN: readonly string[] = [
  'arm_sync_file_range',
  'listns',
  'nfsservctl',
  'open_tree_attr',
  'rseq_slice_yield',
  'uprobe',
];

/** Whether a line can name the call: "System call listns is not known, ignoring" (src/shared/seccomp-util.c seccomp_parse_syscall_filter). */
export const isNameable = (native: Arch, name: string): boolean =>
  resolveName(native, name, SYSTEMD.libseccomp) !== NR_SCMP_ERROR;

/**
 * Whether a call that an allow list leaves out gets SystemCallErrorNumber=; any other gets ENOSYS. The source's loop over @known passes by what has no number
 * on the machine's own ABI, which for x86_64 are the calls that x86 alone has (seccomp-util.c seccomp_load_syscall_filter_set_raw; NEWS of systemd 247).
 */
const takesErrorNumber = (native: Arch, name: string): boolean =>
  !LACKED_BY_KNOWN.includes(name) && resolveName(native, name, SYSTEMD.libseccomp) >= 0;

/** systemd's words for ABIs (src/shared/seccomp-util.c seccomp_arch_to_string); the machine's own is "native". */
const ARCHITECTURES: Readonly<Record<Arch, string>> = {
  SCMP_ARCH_X86_64: 'x86-64',
  SCMP_ARCH_X86: 'x86',
  SCMP_ARCH_X32: 'x32',
  SCMP_ARCH_AARCH64: 'arm64',
  SCMP_ARCH_ARM: 'arm',
  SCMP_ARCH_LOONGARCH64: 'loongarch64',
  SCMP_ARCH_MIPS: 'mips',
  SCMP_ARCH_MIPS64: 'mips64',
  SCMP_ARCH_MIPS64N32: 'mips64-n32',
  SCMP_ARCH_MIPSEL: 'mips-le',
  SCMP_ARCH_MIPSEL64: 'mips64-le',
  SCMP_ARCH_MIPSEL64N32: 'mips64-le-n32',
  SCMP_ARCH_PPC: 'ppc',
  SCMP_ARCH_PPC64: 'ppc64',
  SCMP_ARCH_PPC64LE: 'ppc64-le',
  SCMP_ARCH_RISCV64: 'riscv64',
  SCMP_ARCH_S390: 's390',
  SCMP_ARCH_S390X: 's390x',
};

const LINE = 100;
/** SystemCallErrorNumber= takes no 0 (systemd.exec(5)); an entry of SystemCallFilter= does. */
const KILL: Answer = { action: 'KILL_PROCESS', data: 0 };
const ALLOW: Answer = { action: 'ALLOW', data: 0 };
const MULTIPLEXERS: readonly string[] = ['socketcall', 'ipc'];
/**
 * systemd writes its times of the start through a filter that is in place: it takes a deny list's entry for write away, and fails to start the service where an
 * allow list has one with an error (src/core/exec-invoke.c apply_syscall_filter, hashmap_put's EEXIST).
 */
const ALWAYS = 'write';

/**
 * The [Service] section of a unit that comes nearest to a filter, and every call that systemd 257 answers otherwise (systemd.exec(5), SystemCallFilter=). The lines need
 * systemd 248: before, an allow list has one error for all calls. One list holds for every ABI, and whole calls only: a call whose answer hangs on its arguments is
 * refused whole.
 */
export function systemdUnit(filter: Filter): Written {
  const { defaultAnswer, target, architectures } = filter;
  const isAllowList = !passes(defaultAnswer);
  const byDefault = isAllowList ? sayable(defaultAnswer, false) : ALLOW;
  const enosys: Answer = { action: 'ERRNO', data: architectureOf(target.arch).enosys };
  const listed = new Map<string, Answer>();
  const kept = abisOn(target.arch).filter((arch) => arch === target.arch || architectures.includes(arch));
  for (const name of new Set(kept.flatMap((arch) => [...names(arch)]))) {
    const answer = wholeAnswer(filter, kept, name);
    // A later systemd knows the name, and answers by default of itself.
    const needsNoLine = !isNameable(target.arch, name) && isSame(answer, byDefault);
    if (!needsNoLine && !isSame(answer, unlisted(name))) listed.set(name, answer);
  }
  const passing = [...listed].filter(([, answer]) => passes(answer)).map(([name]) => name);
  const refused = [...listed].filter(([name, answer]) => !passes(answer) && name !== ALWAYS);
  const lines = [
    '[Service]',
    // The first list of a unit tells what becomes of all other calls, unless an empty line has reset it.
    'SystemCallFilter=',
    // An allow list begins with @default of itself (src/core/load-fragment.c config_parse_syscall_filter), and ~ takes the group away again.
    ...(isAllowList ? ['SystemCallFilter=@default', 'SystemCallFilter=~@default'] : []),
    ...wrapped('SystemCallFilter=', passing.sort()),
    ...wrapped(
      'SystemCallFilter=~',
      refused.map(([name, answer]) => `${name}:${errorWord(answer, target.arch)}`).sort(),
    ),
    ...(isAllowList ? [`SystemCallErrorNumber=${errorWord(byDefault, target.arch)}`] : []),
    // The manual has no word of it: load-fragment.c config_parse_syscall_archs resets here, too.
    'SystemCallArchitectures=',
    `SystemCallArchitectures=${kept.map((arch) => (arch === target.arch ? 'native' : ARCHITECTURES[arch])).join(' ')}`,
  ];
  return { text: `${lines.join('\n')}\n`, unsaid: unsaidOf(filter, said) };

  function said(arch: Arch, name: string | undefined): Said {
    // seccomp-util.c seccomp_restrict_archs, which never takes the machine's own: libseccomp's answer to an ABI that is not there.
    if (!kept.includes(arch)) return answerOf(BAD_ARCH);
    if (name === ALWAYS) return ALLOW;
    // seccomp-util.c override_default_action
    if (name === undefined || !isNameable(target.arch, name))
      return isAllowList ? { ...enosys, isUnknown: true } : ALLOW;
    return listed.get(name) ?? (isReached(name) ? 'multiplexed' : unlisted(name));
  }

  function unlisted(name: string): Answer {
    return !isAllowList || takesErrorNumber(target.arch, name) || MULTIPLEXERS.includes(name) ? byDefault : enosys;
  }

  /** libseccomp makes a rule for the multiplexer of each socket or IPC call that is listed, where an ABI has one. */
  function isReached(name: string): boolean {
    if (isAllowList) return MULTIPLEXERS.includes(name);
    return [...listed.keys()].some((each) => multiplexerOf(each)?.name === name);
  }
}

/** What is said of a call on every ABI: what the machine's own does, or the first that has the call. */
function wholeAnswer(filter: Filter, abis: readonly Arch[], name: string): Answer {
  for (const arch of abis) {
    const number = numberOf(arch, name);
    if (number === undefined) continue;
    const answers = answersTo(filter, arch, number);
    return sayable(answers.find((answer) => !passes(answer)) ?? ALLOW, true);
  }
  return ALLOW;
}

/** The answer that systemd has for it: it knows errors, and the end of the process. */
function sayable(answer: Answer, takesZero: boolean): Answer {
  if (passes(answer)) return ALLOW;
  return answer.action === 'ERRNO' && (answer.data > 0 || takesZero) && answer.data < 4096 ? answer : KILL;
}

function errorWord({ action, data }: Answer, arch: Arch): string {
  return action === 'ERRNO' ? (errnoOf(data, arch)?.name ?? String(data)) : 'kill';
}

function wrapped(key: string, words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > LINE) lines.push(key + word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
