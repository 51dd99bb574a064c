import { answersOf, compareProgram } from '../../../engine/compare/index.ts';
import { architectureOf, type Call, formatNumber, MOST_INSTRUCTIONS } from '../../../engine/linux/index.ts';
import {
  callCost,
  disassemble,
  extendedLength,
  type ForeignProgram,
  leftOutRead,
  meanSteps,
  type Program,
  type ProgramFormat,
  run,
  type Step,
  weighedSteps,
} from '../../../engine/seccomp/bpf/index.ts';
import { type Filter, formatCall, isUnconfined } from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { partWords } from '../../../instrument/stacks/partWords.ts';
import { actionWords } from '../../../instrument/words/actionWords.ts';
import { changeRows } from '../../../instrument/words/changeRows.ts';
import type { Against, Answer, Asked, CallAnswers, Compiled, NumberRow, RunShown, StepShown } from '../state/State.ts';
import { abiCounts, blocksShown, callRows, otherForms, profileForm, programForms, programRows } from './forms.ts';

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

/** A call on its way through a program that the kernel takes. `kernel`: left out, a newer one. */
export function runShown(program: Program, call: Call, kernel: string | undefined): RunShown {
  const ran = run(program, call);
  const { steps, ...answer } = ran;
  const { tone, headline, sees } = actionWords(answer, call.arch);
  const lines = disassemble(program);
  const number = call.syscall - architectureOf(call.arch).syscallBase;
  return {
    name: `${formatCall(call)} (number ${number})`,
    ...{ tone, headline, sees },
    cost: [
      costWords(callCost(program, call, kernel).runs, steps.length),
      ...leftOutWords(leftOutRead(program, call, ran)),
    ].join(' '),
    steps: steps.map((step) => ({
      row: step.index,
      accumulator: formatNumber(step.accumulator),
      words: stepWords(step, lines[step.index]?.comment ?? ''),
    })),
  };
}

function costWords(runs: boolean, steps: number): string {
  const taken = `${steps} step${steps === 1 ? '' : 's'}`;
  return runs
    ? `The kernel runs the filter for this call. This program takes ${taken}.`
    : `The kernel doesn’t run the filter for this call: since Linux 5.11, a bitmap marks it as allowed whatever its arguments. On older kernels, this program takes ${taken}.`;
}

const LIST = /* @__PURE__ */ new Intl.ListFormat('en-GB');

/** What a call without its arguments stands for here. */
function leftOutWords(read: readonly number[]): string[] {
  if (read.length === 0) return [];
  const names = LIST.format(read.map((argument) => `arg${argument}`));
  return [
    `The program reads ${names}, which you left out: here ${read.length === 1 ? 'it is' : 'they are'} 0, and other values may get another answer.`,
  ];
}

function stepWords({ taken, next }: Step, comment: string): StepShown['words'] {
  const goesOn = next === undefined ? '' : ` Goes on at ${next}.`;
  if (taken === undefined) return `${comment === '' ? '' : `${upper(comment)}.`}${goesOn}`.trim();
  return `${upper(comment)} ${taken ? 'Yes.' : 'No.'}${goesOn}`;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Why a compiled program is not offered, and what to do: it differs from its filter, or (undefined) the proof took too much work. */
export const unprovedWords = (isEqual: false | undefined): string =>
  isEqual === false
    ? 'The program answers a call differently from the filter, so it is not offered. This is a bug in the compiler: please report the profile.'
    : 'The program was not proved equal to the filter in the time given, so it is not offered. Write fewer conditions on arguments, or use the profile itself, which the runtime compiles with libseccomp.';

interface CompiledParts extends Compiled {
  stack: Stack;
  oci: string;
  runs: readonly RunShown[];
  /** The same calls through libseccomp's program. */
  besideRuns: readonly RunShown[];
  wish: Asked['for'];
}

/** All that is told of a compiled profile. */
export function compiledAnswer(parts: CompiledParts): Answer {
  const { filter, program, libseccomp, isEqual, stack, oci, runs, besideRuns } = parts;
  const { length } = program.instructions;
  const stub = filter.instructions - filter.libseccomp.length;
  const words = partWords(stack);
  return {
    tone: isEqual ? 'allow' : isEqual === false ? 'deny' : 'depends',
    headline: `${counted(length, 'instruction')}; ${words.libseccomp} makes ${filter.libseccomp.length}`,
    lines: [
      [
        isEqual
          ? 'Proved: the program answers every call as the filter does. Each of its paths was compared with the filter, over all call numbers and all argument values.'
          : unprovedWords(isEqual),
      ],
      [loadedWords(parts)],
      ...(parts.weights.length > 0 ? [[bitmapWords(parts)]] : []),
    ],
    refusals: [],
    rows: programRows(program),
    blocks: blocksShown(program),
    runs,
    libseccomp: {
      title: `The program of ${words.libseccomp}: ${counted(filter.libseccomp.length, 'instruction')}`,
      note:
        stub > 0
          ? `Computed the way libseccomp generates it. ${words.runtime} puts ${stub} more instructions in front, not listed here, that return ENOSYS for calls newer than the profile. The program above covers those calls too.`
          : 'Computed the way libseccomp generates it.',
      rows: programRows(libseccomp),
      ways: besideRuns.map(({ name, steps }) => ({ name, steps: steps.map(({ row }) => ({ row })) })),
    },
    numbers: numbersOf(parts),
    forms: [...(isEqual ? programForms(program) : []), profileForm(oci, stack), ...otherForms(filter)],
    computedFor: [words.engine, words.runtime, words.libseccomp, words.kernel, architectureOf(program.arch).token],
  };
}

/** What the runtime loads, which is not this program. */
function loadedWords({ filter, stack, isEqual }: CompiledParts): string {
  const { runtime, libseccomp } = partWords(stack);
  const made = filter.libseccomp.length;
  const stub = filter.instructions - made;
  const loaded =
    stub > 0
      ? `${filter.instructions} instructions: ${made} by ${libseccomp} and ${stub} of its own`
      : `the ${counted(made, 'instruction')} that ${libseccomp} makes`;
  const alike = isEqual ? ' This program answers the same calls in the same way.' : '';
  return `${runtime} loads ${loaded}.${alike}`;
}

/** For how many calls of the trace the kernel runs the program at all. */
function bitmapWords({ program, weights, stack }: CompiledParts): string {
  const sum = (all: CompiledParts['weights']) => all.reduce((total, { weight }) => total + weight, 0);
  const runs = sum(
    weights.filter(({ arch, syscall }) => callCost(program, { arch, syscall, args: [] }, stack.kernel).runs),
  );
  const all = sum(weights);
  const { kernel } = partWords(stack);
  const known = 'allowed whatever their arguments, which the kernel knows from a bitmap';
  if (runs === 0)
    return `${kernel} runs the filter for none of the calls in the trace: they are ${known}. No program makes them faster.`;
  const others = runs === all ? '' : ` The others are ${known}.`;
  return `${kernel} runs the filter for ${runs} of the ${counted(all, 'call')} in the trace.${others}`;
}

function numbersOf({ filter, program, libseccomp, best, weights }: CompiledParts): readonly NumberRow[] {
  const tree = (made: Compiled['program']) =>
    `${made.instructions.length}, at ${meanWords(filter, made, made.arch)} steps`;
  return [
    {
      label: 'Instructions',
      ours: String(program.instructions.length),
      libseccomp: String(libseccomp.instructions.length),
    },
    {
      label: 'After the kernel’s conversion to eBPF',
      ours: String(extendedLength(program.instructions)),
      libseccomp: String(extendedLength(libseccomp.instructions)),
    },
    ...filter.architectures.map((arch) => ({
      label: `Steps of an allowed call of ${architectureOf(arch).label}, on average`,
      ours: meanWords(filter, program, arch),
      libseccomp: meanWords(filter, libseccomp, arch),
    })),
    ...(weights.length > 0
      ? [
          {
            label: 'Steps of a call of the trace, on average, if the filter runs',
            ours: stepsWords(weighedSteps(program, weights)),
            libseccomp: stepsWords(weighedSteps(libseccomp, weights)),
          },
        ]
      : []),
    { label: 'Smallest possible tree of JGE and JEQ alone', ours: tree(best.size), libseccomp: '–' },
    { label: 'Fastest possible tree of JGE and JEQ alone', ours: tree(best.steps), libseccomp: '–' },
  ];
}

/** "8.8", or "–" where no call is allowed. */
function meanWords(filter: Filter, program: Program, arch: Filter['architectures'][number]): string {
  return stepsWords(meanSteps(filter, program, arch));
}

const stepsWords = (steps: number | undefined): string => steps?.toFixed(1) ?? '–';

/** Why a profile has no program: the container is started without a filter. Undefined where it is started with one. */
export function noFilterWords({ off, target }: Pick<Filter, 'off' | 'target'>): string | undefined {
  if (isUnconfined(target)) return '--privileged: this engine starts the container without a seccomp filter.';
  return off ? 'Empty profile: seccomp is off.' : undefined;
}
