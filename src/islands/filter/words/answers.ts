import { architectureOf } from '../../../engine/linux/index.ts';
import {
  type CallWeight,
  callCost,
  extendedLength,
  meanSteps,
  type Program,
  weighedSteps,
} from '../../../engine/seccomp/bpf/index.ts';
import { type Filter, isUnconfined } from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { partWords } from '../../../instrument/stacks/partWords.ts';
import type { Answer, NumberRow, RunShown } from '../state/Reply.ts';
import type { Asked } from '../state/State.ts';
import { otherForms, profileForm, programForms } from './forms.ts';
import { blocksShown, programRows } from './programShown.ts';

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

/** A filter's program, and the numbers that take time. */
export interface Compiled {
  filter: Filter;
  program: Program;
  /** libseccomp's own, without runc's stub. */
  libseccomp: Program;
  /** Whether it answers every call as the filter does; undefined where the proof took too much work. */
  isEqual: boolean | undefined;
  /** How often a trace has each call; none: every call counts alike. */
  weights: readonly CallWeight[];
  best: { size: Program; steps: Program };
}

/** Why a compiled program is not offered, and what to do: it differs from its filter, or (undefined) the proof took too much work. */
export const unprovedWords = (isEqual: false | undefined): string =>
  isEqual === false
    ? 'The program answers a call differently from the filter, so it is not offered. This is a bug in the compiler: please report the profile.'
    : 'The program was not proved equal to the filter in the time given, so it is not offered. Write fewer conditions on arguments, or use the profile itself, which the runtime compiles with libseccomp.';

/** Why a profile has no program: the container is started without a filter. Undefined where it is started with one. */
export function noFilterWords({ off, target }: Pick<Filter, 'off' | 'target'>): string | undefined {
  if (isUnconfined(target)) return '--privileged: this engine starts the container without a seccomp filter.';
  return off ? 'Empty profile: seccomp is off.' : undefined;
}
