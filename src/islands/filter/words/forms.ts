import type { Answers } from '../../../engine/compare/index.ts';
import { type Arch, architectureOf } from '../../../engine/linux/index.ts';
import {
  base64Text,
  blocks,
  cArray,
  disassemble,
  hexText,
  instructionOf,
  type Line,
  listing,
  type Program,
} from '../../../engine/seccomp/bpf/index.ts';
import {
  type Answer,
  type Filter,
  lxcPolicy,
  SYSTEMD,
  systemdUnit,
  type Unsaid,
} from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { counted, type Diagnostic } from '../../../engine/text/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { classWords } from '../../../instrument/words/changeRows.ts';
import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { useLines } from '../../../instrument/words/useLines.ts';
import { code } from '../../../ui/Phrase.ts';
import type { AbiCount, BlockShown, CallRow, Form, Row } from '../state/State.ts';

/** More names of an ABI than these are counted. */
const MOST_NAMES = 30;

/** What a format cannot say of a profile, a sentence for each kind of difference. `format`: "systemd". */
export const unsaidWords = (format: string, unsaid: readonly Unsaid[]): readonly string[] =>
  unsaid.map(({ kind, calls }) => `${BEGINNING[kind](format)}: ${byAbi(calls)}.`);

const BEGINNING: Readonly<Record<Unsaid['kind'], (format: string) => string>> = {
  opened: (format) => `${format} allows what the profile refuses`,
  closed: (format) => `${format} refuses what the profile allows`,
  otherwise: (format) => `${format} gives these another answer`,
  unknown: (format) => `${format} doesn’t know these and returns ENOSYS, whatever the lines say`,
  arguments: (format) =>
    format === 'systemd'
      ? 'The profile decides on these by their arguments. systemd can’t, so it refuses them altogether, and a program that needs one of them fails'
      : `${format} can’t check the arguments of these as the profile does`,
  multiplexed: (format) =>
    `Each of these stands in for several calls. ${format} applies the lines for those calls, and may return ENOSYS for calls without a line`,
};

/** "clone, socket; on x86: clone". */
function byAbi(calls: readonly string[]): string {
  const groups = Map.groupBy(calls, (call) => /^(\w+): /.exec(call)?.[1] ?? '');
  return [...groups]
    .map(([abi, all]) => {
      const names = all.map((call) => call.slice(abi === '' ? 0 : abi.length + 2));
      const more = names.length - MOST_NAMES;
      const shown = more > 0 ? [...names.slice(0, MOST_NAMES), counted(more, 'more call')] : names;
      return `${abi === '' ? '' : `on ${abi}: `}${shown.join(', ')}`;
    })
    .join('; ');
}

const RAW_WARNING =
  'The filter applies directly to whatever loads it, with no container runtime in between: Docker, Podman and Kubernetes take a profile, not a program. Try it first on a program that you can afford to break.';

/** The program in every form in which it is used. */
export function programForms(program: Program): readonly Form[] {
  const bytes = base64Text(program);
  return [
    {
      ...{ id: 'raw', label: 'Raw BPF', text: bytes, file: 'filter.bpf', isBytes: true, warning: RAW_WARNING },
      use: ['To use the file: ', code('bwrap --ro-bind / / --seccomp 10 10<filter.bpf COMMAND')],
    },
    {
      ...{ id: 'c', label: 'C array', text: cArray(program), file: 'filter.c', warning: RAW_WARNING },
      use: [
        'To load it: ',
        code('prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)'),
        ', then ',
        code('syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter_program)'),
        '.',
      ],
    },
    {
      ...{ id: 'base64', label: 'Base64', text: bytes, file: 'filter.base64', warning: RAW_WARNING },
      use: ['To get the raw file: ', code('base64 -d filter.base64 > filter.bpf')],
    },
    {
      ...{ id: 'hex', label: 'Hexadecimal', text: hexText(program), file: 'filter.hex', warning: RAW_WARNING },
      use: ['To get the raw file: ', code('xxd -r -p filter.hex filter.bpf')],
    },
    {
      ...{ id: 'listing', label: 'Listing', text: listing(program), file: 'filter.txt' },
      warning: 'The listing is for reading. This page reads it back, and no other tool does.',
      use: ['Paste the listing here again to step through it.'],
    },
  ];
}

/** The profile as the stack's runtime gets it. */
export function profileForm(oci: string, stack: Stack): Form {
  const own = TOOLS[stack.engine];
  return {
    ...{ id: 'oci', label: 'OCI JSON', text: oci, file: PROFILE_FILE },
    warning:
      'The profile holds what applies on this stack, with its kernel and its capabilities. A container with different capabilities needs a different profile. The runtime still compiles it with libseccomp.',
    use: ['Save it under a name that no file has yet, and write that name in these lines.'],
    uses: useLines(PROFILE_FILE).toSorted((a, b) => Number(b.tool === own) - Number(a.tool === own)),
  };
}

/** The tool that starts an engine's containers. */
const TOOLS: Readonly<Record<Stack['engine'], string>> = {
  docker: 'docker',
  podman: 'Podman',
  containerd: 'Pod',
  'cri-o': 'Pod',
};

/** The profile as other programs take it, with what they cannot say of it. */
export function otherForms(filter: Filter): readonly Form[] {
  const [unit, policy] = [systemdUnit(filter), lxcPolicy(filter)];
  return [
    {
      ...{ id: 'systemd', label: 'systemd', text: unit.text, file: 'seccomp.conf' },
      warning: `Try it first on a service that you can afford to break. systemd has one list for all ABIs and can’t check arguments. The lines need systemd 248 or newer. They replace the lists of system calls and of ABIs that the unit already has; a drop-in that systemd reads later can still change them. The differences are listed for systemd ${SYSTEMD.release} with libseccomp ${SYSTEMD.libseccomp}.`,
      differs: unsaidWords('systemd', unit.unsaid),
      use: [
        'Paste the lines into ',
        code('systemctl edit UNIT'),
        ', then run ',
        code('systemctl restart UNIT'),
        '. To take it back, remove the same lines in the same way.',
      ],
    },
    {
      ...{ id: 'lxc', label: 'LXC', text: policy.text, file: 'lxc.seccomp' },
      warning:
        'LXC applies the policy to every ABI of the machine alike. The profile that the container’s config names takes the place of LXC’s own.',
      differs: unsaidWords('LXC', policy.unsaid),
      use: [
        'Save it under a name that no file has yet, and name it in the container’s config: ',
        code('lxc.seccomp.profile = /PATH/lxc.seccomp'),
      ],
    },
  ];
}

/** How many calls of each ABI a program allows, refuses, or answers by their arguments. */
export function abiCounts({ answered }: Answers): readonly AbiCount[] {
  return [...Map.groupBy(answered, ({ arch }) => arch)].map(([arch, all]) => {
    const byName = new Map<string, Answer[]>();
    for (const { names, answer } of all)
      for (const name of names) byName.set(name, [...(byName.get(name) ?? []), answer]);
    const isPassing = ({ action }: Answer) => action === 'ALLOW' || action === 'LOG';
    const counts = { allowed: 0, refused: 0, depends: 0 };
    for (const answers of byName.values()) {
      const passing = answers.filter(isPassing).length;
      counts[passing === 0 ? 'refused' : passing === answers.length ? 'allowed' : 'depends']++;
    }
    const unnamed = all.filter((each) => each.unnamed.length > 0).map(({ answer }) => actionWords(answer, arch).word);
    return { abi: architectureOf(arch).label, ...counts, unnamed: [...new Set(unnamed)].join(', ') };
  });
}

/** The calls of each ABI by their answer, those whose arguments count each by itself. */
export function callRows({ answered }: Answers): readonly CallRow[] {
  const rows = answered.flatMap(({ arch, answer, names, of }): (CallRow & { arch: Arch })[] => {
    const { tone, word } = actionWords(answer, arch);
    const row = { arch, abi: architectureOf(arch).label, tone, answer: word };
    if (names.length === 0) return [];
    if (of.length === 0) return [{ ...row, calls: names, where: '' }];
    const [only, ...others] = names;
    const { call, where } = classWords(others.length === 0 ? only : undefined, arch, of);
    return [{ ...row, calls: call === undefined ? names : [call], where }];
  });
  const alike = Map.groupBy(rows, ({ abi, answer, where }) => JSON.stringify([abi, answer, where]));
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { abi, tone, answer, where } = first;
    return [{ abi, tone, answer, where, calls: same.flatMap(({ calls }) => calls).sort() }];
  });
}

/** A program's basic blocks as they are drawn. */
export function blocksShown(program: Program): readonly BlockShown[] {
  const lines = disassemble(program);
  return blocks(program).map(({ first, last, exit }): BlockShown => {
    const comment = lines[last]?.comment ?? '';
    if ('whenTrue' in exit) return { first, last, label: shortQuestion(comment), to: [exit.whenTrue, exit.whenFalse] };
    if ('next' in exit) return { first, last, label: shortSubject(comment) || 'goes on', to: [exit.next] };
    if (exit.answer === undefined) return { first, last, label: 'the accumulator', tone: 'depends', to: [] };
    const { tone, word } = actionWords(exit.answer, program.arch);
    return { first, last, label: word, tone, to: [] };
  });
}

const QUESTIONS: readonly [pattern: RegExp, sign: string][] = [
  [/^(.*) is (.*) or above\?$/, '≥'],
  [/^(.*) is above (.*)\?$/, '>'],
  [/^(.*) has a bit of (.*)\?$/, '&'],
  [/^(.*) is (.*)\?$/, '='],
];

/** "the number is 56 (clone) or above?" as "number ≥ 56 (clone)". */
function shortQuestion(comment: string): string {
  for (const [pattern, sign] of QUESTIONS) {
    const [, subject, value] = pattern.exec(comment) ?? [];
    if (subject !== undefined) return `${shortSubject(subject)} ${sign} ${value}`;
  }
  return shortSubject(comment) || 'compares';
}

const shortSubject = (words: string): string =>
  words
    .replace(/^the /, '')
    .replace('architecture', 'arch')
    .replace(/argument (\d)’s (upper|lower) half/, 'arg$1 $2')
    .replace(' without x32’s bit', ', no x32 bit');

/** A program's listing, with a heading where the calls of another architecture begin, and why the kernel refuses an instruction. */
export function programRows(program: Program, refusals: readonly Diagnostic[] = []): readonly Row[] {
  let before: string | undefined;
  const problems = Map.groupBy(refusals, instructionOf);
  return disassemble(program).map((line, at) => {
    const problem = problems.get(at)?.map(({ message }) => message.replace(/^Instruction \d+: /, ''));
    const row = { text: line.text, comment: line.comment, ...(problem && { problem: problem.join(' ') }) };
    const heading = headingOf(line);
    if (heading === undefined || heading === before) return row;
    before = heading;
    return { ...row, heading };
  });
}

/** Whose calls alone come to a line; undefined where that is not one architecture, or not known. */
function headingOf({ origin }: Line): string | undefined {
  const [arch, ...others] = new Set(origin?.calls.map((range) => range.arch));
  return arch === undefined || others.length > 0 ? undefined : architectureOf(arch).label;
}
