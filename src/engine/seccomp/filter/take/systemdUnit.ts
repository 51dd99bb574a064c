import { type Arch, architectureOf, errnoOf, names, numberOf } from '../../../linux/index.ts';
import { answerOf } from '../answers.ts';
import { BAD_ARCH } from '../decide.ts';
import type { Filter } from '../Filter.ts';
import type { Answer } from '../Verdict.ts';
import { SYSTEMD_ALWAYS } from './systemdAlways.ts';
import { abisOf, answersTo, isSame, passes, type Said, unsaidOf, type Written } from './Unsaid.ts';

/** systemd's words for ABIs (src/shared/seccomp-util.c seccomp_arch_to_string); the machine's own is "native". */
const ARCHITECTURES: Readonly<Partial<Record<Arch, string>>> = {
  SCMP_ARCH_X86_64: 'x86-64',
  SCMP_ARCH_X86: 'x86',
  SCMP_ARCH_X32: 'x32',
  SCMP_ARCH_AARCH64: 'arm64',
  SCMP_ARCH_ARM: 'arm',
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
 * The [Service] section of a unit that comes nearest to a filter, and every call that it answers otherwise (systemd.exec(5), SystemCallFilter=, of systemd 248 and newer: before,
 * an allow list has one error for all calls). One list holds for every ABI, and whole calls only: a call whose answer hangs on its arguments is refused whole.
 */
export function systemdUnit(filter: Filter): Written {
  const { defaultAnswer, target, architectures } = filter;
  const isAllowList = !passes(defaultAnswer);
  const byDefault = isAllowList ? sayable(defaultAnswer, false) : ALLOW;
  const listed = new Map<string, Answer>();
  const kept = abisOf(target.arch).filter((arch) => architectures.includes(arch) && ARCHITECTURES[arch] !== undefined);
  for (const name of new Set(kept.flatMap((arch) => [...names(arch)]))) {
    const answer = wholeAnswer(filter, kept, name);
    if (!isSame(answer, byDefault)) listed.set(name, answer);
  }
  const passing = [...listed].filter(([, answer]) => passes(answer)).map(([name]) => name);
  const refused = [...listed].filter(([name, answer]) => !passes(answer) && !(isAllowList && isAlways(name)));
  const lines = [
    '[Service]',
    // The first list tells what becomes of all other calls.
    ...wrapped('SystemCallFilter=', isAllowList && passing.length === 0 ? ['@default'] : passing.sort()),
    ...wrapped(
      'SystemCallFilter=~',
      refused.map(([name, answer]) => `${name}:${errorWord(answer, target.arch)}`).sort(),
    ),
    ...(isAllowList ? [`SystemCallErrorNumber=${errorWord(byDefault, target.arch)}`] : []),
    `SystemCallArchitectures=${kept.map((arch) => (arch === target.arch ? 'native' : ARCHITECTURES[arch])).join(' ')}`,
  ];
  return { text: `${lines.join('\n')}\n`, unsaid: unsaidOf(filter, said) };

  function said(arch: Arch, name: string | undefined): Said {
    // seccomp_restrict_archs: libseccomp's answer to an ABI that is not there.
    if (!kept.includes(arch)) return answerOf(BAD_ARCH);
    if (!isAllowList) return (name === undefined ? undefined : listed.get(name)) ?? ALLOW;
    // seccomp-util.c override_default_action: what systemd's own list of calls lacks gets ENOSYS.
    if (name === undefined) return { action: 'ERRNO', data: architectureOf(target.arch).enosys };
    if (isAlways(name)) return ALLOW;
    // libseccomp makes a rule for the multiplexer of each socket or IPC call, where an ABI has one.
    return listed.get(name) ?? (MULTIPLEXERS.includes(name) ? 'arguments' : byDefault);
  }
}

const isAlways = (name: string): boolean => SYSTEMD_ALWAYS.includes(name);

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
