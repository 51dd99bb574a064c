import { architectureOf } from '../../../engine/linux/index.ts';
import {
  extendedLength,
  type ForeignProgram,
  meanSteps,
  type Program,
  type ProgramFormat,
} from '../../../engine/seccomp/bpf/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { partWords } from '../../../instrument/stacks/partWords.ts';
import type { Compiled } from '../state/Compiled.ts';
import type { Asked } from '../state/Question.ts';
import type { Answer, NumberRow, RunShown } from '../state/Reply.ts';
import { profileForm, programForms } from './forms.ts';
import { programRows } from './programRows.ts';

export interface CompiledParts extends Compiled {
  stack: Stack;
  oci: string;
  runs: readonly RunShown[];
  wish: Asked['for'];
}

/** All that is told of a compiled profile. */
export function compiledAnswer(parts: CompiledParts): Answer {
  const { filter, program, libseccomp, isProved, stack, oci, runs } = parts;
  const { length } = program.instructions;
  const stub = filter.instructions - filter.libseccomp.length;
  const words = partWords(stack);
  return {
    tone: isProved ? 'allow' : 'depends',
    headline: `${counted(length, 'instruction')}; ${words.libseccomp} takes ${filter.instructions}`,
    lines: [
      [
        isProved
          ? 'Proved: the program answers every call as the filter does, whatever its number and arguments.'
          : 'The program could not be proved equal to the filter. Do not use it, and please report the profile.',
      ],
    ],
    refusals: [],
    rows: programRows(program),
    runs,
    libseccomp: {
      title: `The program of ${words.libseccomp}: ${counted(filter.libseccomp.length, 'instruction')}`,
      note:
        stub > 0
          ? `Computed as its generator lays it out. ${words.runtime} puts ${stub} more before it, for calls that the profile is too old to know.`
          : 'Computed as its generator lays it out.',
      rows: programRows(libseccomp),
    },
    numbers: numbersOf(parts),
    forms: [...programForms(program), profileForm(oci, stack)],
    computedFor: [words.engine, words.runtime, words.libseccomp, words.kernel, architectureOf(program.arch).token],
  };
}

function numbersOf({ filter, program, libseccomp, best }: CompiledParts): readonly NumberRow[] {
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
    { label: 'Smallest tree of JGE and JEQ that can be', ours: tree(best.size), libseccomp: '–' },
    { label: 'Quickest tree of JGE and JEQ that can be', ours: tree(best.steps), libseccomp: '–' },
  ];
}

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

/** All that is told of a program that was pasted. */
export function pastedAnswer({ format, program, refusals }: ForeignProgram, runs: readonly RunShown[]): Answer {
  const { instructions, arch } = program;
  const size = counted(instructions.length, 'instruction');
  const isTaken = refusals.length === 0;
  return {
    tone: isTaken ? 'allow' : 'deny',
    headline: isTaken ? `${size}; the kernel accepts the program` : `The kernel refuses this program: EINVAL`,
    lines: [
      [`Read as ${FORMATS[format]}, for ${architectureOf(arch).label}.`, ...(isTaken ? [] : [` It has ${size}.`])],
    ],
    refusals,
    rows: programRows(program),
    runs,
    libseccomp: undefined,
    numbers: [
      { label: 'Instructions', ours: String(instructions.length), libseccomp: '' },
      ...(isTaken
        ? [
            {
              label: 'After the kernel’s conversion to eBPF',
              ours: String(extendedLength(instructions)),
              libseccomp: '',
            },
          ]
        : []),
    ],
    forms: isTaken ? programForms(program) : [],
    computedFor: [architectureOf(arch).token],
  };
}

/** "8.8", or "–" where no call is allowed. */
export function meanWords(filter: Filter, program: Program, arch: Filter['architectures'][number]): string {
  return meanSteps(filter, program, arch)?.toFixed(1) ?? '–';
}
