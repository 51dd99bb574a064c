import { type Answers, answersOf, compareProgram } from '../../../engine/compare/index.ts';
import { type Arch, architectureOf, MOST_INSTRUCTIONS } from '../../../engine/linux/index.ts';
import { extendedLength, type ForeignProgram, type ProgramFormat } from '../../../engine/seccomp/bpf/index.ts';
import type { Filter, Answer as FilterAnswer } from '../../../engine/seccomp/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { changeRows } from '../../../instrument/words/changeRows.ts';
import { classWords } from '../../../instrument/words/classWords.ts';
import type { AbiCount, Against, Answer, CallAnswers, CallRow, NumberRow, RunShown } from '../state/Reply.ts';
import { programForms } from './forms.ts';
import { blocksShown, programRows } from './programShown.ts';

const FORMATS: Readonly<Record<ProgramFormat, string>> = {
  bytes: 'bytes',
  hex: 'hexadecimal',
  base64: 'base64',
  c: 'a C array',
  strace: 'strace’s output',
  scmp_bpf_disasm: 'the output of scmp_bpf_disasm',
  'seccomp-tools': 'the output of seccomp-tools dump',
  listing: 'a listing of this page',
};

interface PastedParts {
  runs: readonly RunShown[];
  /** The profile that it is compared with, or why there is no filter of it; undefined for a program that the kernel refuses. */
  beside: { filter?: Filter; refusal?: string } | undefined;
  /** What that profile is called. */
  words: string;
}

/** All that is told of a program that was pasted. */
export function pastedAnswer(foreign: ForeignProgram, { runs, beside, words }: PastedParts): Answer {
  const { format, program, refusals } = foreign;
  const { instructions, arch } = program;
  const size = counted(instructions.length, 'instruction');
  const isTaken = refusals.length === 0;
  return {
    tone: isTaken ? 'allow' : 'deny',
    headline: isTaken ? `${size}; the kernel accepts the program` : `The kernel refuses this program: EINVAL`,
    lines: [
      [`Read as ${FORMATS[format]}, for ${architectureOf(arch).label}.`, ...(isTaken ? [] : [` It has ${size}.`])],
      ...(instructions.length > MOST_INSTRUCTIONS
        ? [
            [
              `The kernel accepts at most ${MOST_INSTRUCTIONS} instructions: only the first ${MOST_INSTRUCTIONS} are listed.`,
            ],
          ]
        : []),
    ],
    refusals,
    rows: programRows(program, refusals).slice(0, MOST_INSTRUCTIONS),
    blocks: isTaken ? blocksShown(program) : [],
    runs,
    libseccomp: undefined,
    numbers: [
      numberRow('Instructions', instructions.length),
      ...(isTaken ? [numberRow('After the kernel’s conversion to eBPF', extendedLength(instructions))] : []),
    ],
    forms: isTaken ? programForms(program) : [],
    ...(isTaken && { calls: callAnswers(foreign), against: beside && againstOf(foreign, beside, words) }),
    computedFor: [architectureOf(arch).token],
  };
}

const numberRow = (label: string, value: number): NumberRow => ({ label, ours: String(value), libseccomp: '' });

function callAnswers({ program }: ForeignProgram): CallAnswers {
  const found = answersOf(program);
  if (found === undefined) return { counts: [], rows: [], isWhole: false };
  return { counts: abiCounts(found), rows: callRows(found), isWhole: found.isWhole };
}

function againstOf(
  { program }: ForeignProgram,
  { filter, refusal }: NonNullable<PastedParts['beside']>,
  words: string,
): Against {
  const comparison = filter && compareProgram(filter, program);
  if (comparison === undefined) {
    const why = refusal ?? 'The program has instructions that no compiler of filters writes.';
    return { tone: 'depends', headline: `Not compared with ${words}: ${why}`, rows: [] };
  }
  // No example is shown, and one on an architecture that is not the machine's would need its names.
  const changes = comparison.changes.map((change) => ({ ...change, witness: undefined }));
  const rows = changeRows({ ...comparison, changes });
  if (rows.length > 0) return { tone: 'depends', headline: `Differs from ${words}`, rows };
  return comparison.isWhole
    ? { tone: 'allow', headline: `Equal to ${words}: every call gets the same answer`, rows }
    : { tone: 'depends', headline: `No difference from ${words} found, but not every call could be compared`, rows };
}

/** How many calls of each ABI a program allows, refuses, or answers by their arguments. */
export function abiCounts({ answered }: Answers): readonly AbiCount[] {
  return [...Map.groupBy(answered, ({ arch }) => arch)].map(([arch, all]) => {
    const byName = new Map<string, FilterAnswer[]>();
    for (const { names, answer } of all)
      for (const name of names) byName.set(name, [...(byName.get(name) ?? []), answer]);
    const isPassing = ({ action }: FilterAnswer) => action === 'ALLOW' || action === 'LOG';
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
