import type { Arch } from '../../engine/linux/index.ts';
import {
  base64Text,
  type CallWeight,
  cArray,
  compile,
  encode,
  extendedLength,
  hexText,
  listing,
  meanSteps,
  type Program,
  type Wish,
  weighedSteps,
} from '../../engine/seccomp/bpf/index.ts';
import type { Filter } from '../../engine/seccomp/index.ts';
import { prove } from '../../engine/seccomp/regions/index.ts';
import { counted } from '../../engine/text/index.ts';
import { countCalls, type TracedCall } from '../../engine/trace/index.ts';
import { noFilterWords, unprovedWords } from '../../islands/filter/words/pastedAnswer.ts';
import {
  ARCH_HELP,
  architectureGiven,
  type Command,
  type ExitStatus,
  fileName,
  filterGiven,
  type Given,
  InputProblem,
  MACHINE_OPTIONS,
  printableWord,
  STACK_HELP,
  stackGiven,
  type Terminal,
  traceGiven,
} from '../filterGiven.ts';

const HELP = `waterline compile PROFILE [options]

Compiles a seccomp profile to a BPF program, smaller and quicker than the one that the runtime
loads, and proves that both answer every call alike.

  PROFILE   a file, - for standard input, or a default that is built in, such as docker-29.9

Options
  --for size|steps   as few instructions as a longer search finds, or as few steps per call as
                     possible;
                     balanced if left out
  --trace FILE       weighs each call by how often a recorded run makes it; may be repeated
  --as FORMAT        listing (if left out), c, hex, base64 or raw
  --output FILE      writes to FILE; required for raw
  --stack STACK      ${STACK_HELP}
  --arch ARCH        ${ARCH_HELP}
  -h, --help         this text

A raw program is for bwrap --seccomp FD. The filter applies directly to whatever loads it, with no
container runtime in between. Try it first on a program that you can afford to break.

Exit status: 0 compiled and proved, 2 a file can’t be read, or there is no filter or no proof.

  waterline compile docker-29.9 --for size
  waterline compile nginx.json --as raw --output nginx.bpf`;

const FORMATS: Readonly<Record<string, (program: Program) => string | Uint8Array>> = {
  listing,
  c: cArray,
  hex: hexText,
  base64: base64Text,
  raw: encode,
};

export const compileCommand: Command = {
  name: 'compile',
  says: 'compile a profile to a small BPF program',
  help: HELP,
  options: {
    ...MACHINE_OPTIONS,
    for: { type: 'string' },
    trace: { type: 'string', multiple: true },
    as: { type: 'string' },
    output: { type: 'string' },
  },
  run: runCompile,
};

async function runCompile(given: Given, terminal: Terminal): Promise<ExitStatus> {
  const [word, stray] = given.words;
  if (word === undefined || stray !== undefined)
    throw new InputProblem('Give one profile: waterline compile nginx.json');
  const wish = wishOf(given.value('for'));
  const format = given.value('as') ?? 'listing';
  const write = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!write)
    throw new InputProblem(`No format is named ${printableWord(format)}. Formats: ${Object.keys(FORMATS).join(', ')}.`);
  const output = given.value('output');
  if (format === 'raw' && output === undefined) throw new InputProblem('A raw program needs --output FILE.');
  const filter = await filterGiven(
    word,
    stackGiven(given.value('stack')),
    architectureGiven(given.value('arch')),
    terminal,
  );
  const none = noFilterWords(filter);
  if (none !== undefined) throw new InputProblem(none);
  const weights = await weightsOf(given.values('trace'), filter.target.arch, terminal);
  const program = proved(filter, { ...wish, ...(weights.length > 0 && { weights }) });
  const content = write(program);
  if (output !== undefined) await terminal.write(output, content);
  else terminal.say(String(content).replace(/\n$/, ''));
  terminal.complain(sizeWords(filter, program, weights));
  return 0;
}

function wishOf(word: string | undefined): Wish {
  if (word === undefined) return {};
  if (word === 'size' || word === 'steps') return { for: word };
  throw new InputProblem(`--for takes size or steps, not ${printableWord(word)}.`);
}

/** How often each call comes in recorded runs. */
async function weightsOf(paths: readonly string[], arch: Arch, terminal: Terminal): Promise<readonly CallWeight[]> {
  const all: TracedCall[] = [];
  for (const path of paths) {
    const { calls } = await traceGiven(path, arch, terminal);
    if (calls.length === 0) throw new InputProblem(`${fileName(path)} has no line that shows a system call.`);
    all.push(...calls);
  }
  return countCalls(all).map(({ count, ...call }) => ({ ...call, weight: count }));
}

/** The program, unless it can't be shown to answer as the filter does: then none is given. */
function proved(filter: Filter, wish: Wish): Program {
  const { value, diagnostics } = compile(filter, wish);
  if (value === undefined) throw new InputProblem(diagnostics.map(({ message }) => message).join(' '));
  const { equal } = prove(value, filter);
  if (equal) return value;
  throw new InputProblem(unprovedWords(equal));
}

/** "12 instructions, where the runtime loads 20; 21 after the kernel’s conversion; an allowed call takes 5.7 steps on average. Proved equal …" */
function sizeWords(filter: Filter, program: Program, weights: readonly CallWeight[]): string {
  const { length } = program.instructions;
  const traced = weights.length > 0;
  const steps = traced ? weighedSteps(program, weights) : meanSteps(filter, program, filter.target.arch);
  const call = traced ? 'a call of the trace' : 'an allowed call';
  const mean = steps === undefined ? '' : `; ${call} takes ${steps.toFixed(1)} steps on average`;
  return `${counted(length, 'instruction')}, where the runtime loads ${filter.instructions}; ${extendedLength(program.instructions)} after the kernel’s conversion${mean}. Proved equal to the filter for every call.`;
}
