import { answersOf, compareProgram } from '../../../engine/compare/index.ts';
import { architectureOf, MOST_INSTRUCTIONS } from '../../../engine/linux/index.ts';
import { extendedLength, type ForeignProgram, type ProgramFormat } from '../../../engine/seccomp/bpf/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { changeRows } from '../../../instrument/words/changeRows.ts';
import type { Against, Answer, CallAnswers, NumberRow, RunShown } from '../state/Reply.ts';
import { blocksShown } from './blocksShown.ts';
import { abiCounts, callRows } from './callRows.ts';
import { programForms } from './forms.ts';
import { programRows } from './programRows.ts';

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
