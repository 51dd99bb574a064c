import {
  ARCHITECTURES,
  type Arch,
  abisOn,
  architectureOf,
  loadKernels,
  loadTables,
  numberOf,
} from '../../../engine/linux/index.ts';
import {
  type CallWeight,
  compile,
  type Program,
  readProgram,
  treeOptimum,
  type Wish,
} from '../../../engine/seccomp/bpf/index.ts';
import {
  type Filter,
  parseCall,
  parseProfile,
  readerOf,
  type Target,
  writeOci,
} from '../../../engine/seccomp/index.ts';
import { prove } from '../../../engine/seccomp/regions/index.ts';
import { type Stack, stackOf } from '../../../engine/stack/index.ts';
import { type Diagnostic, error, isError, warning } from '../../../engine/text/index.ts';
import { presetNamed, presetOf } from '../../../instrument/presets/presets.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { filterOn } from '../../../instrument/stacks/filterOn.ts';
import { partWords } from '../../../instrument/stacks/partWords.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import { type CallCount, FILTER_LINK_STACK } from '../../../share/filterLink.ts';
import type { Asked, Compiled, Question, Reply, RunShown } from '../state/State.ts';
import { compiledAnswer, noFilterWords, pastedAnswer, runShown } from '../words/pastedAnswer.ts';

/** How often each call of a trace comes, for the compiler; the tables of the calls' ABIs are loaded. Calls that the filter never decides are left out, and told. */
export function callWeights(
  counts: readonly CallCount[],
  { architectures }: Filter,
): { weights: readonly CallWeight[]; problems: readonly Diagnostic[] } {
  const weights: CallWeight[] = [];
  const left: CallCount[] = [];
  for (const each of counts) {
    const syscall = architectures.includes(each.arch) ? numberOfCall(each) : undefined;
    if (syscall === undefined) left.push(each);
    else weights.push({ arch: each.arch, syscall, weight: each.count });
  }
  return { weights, problems: left.length === 0 ? [] : [leftOut(left, weights.length === 0)] };
}

const LARGEST = 0xffffffff;

function numberOfCall({ arch, call }: CallCount): number | undefined {
  if (!/^\d+$/.test(call)) return numberOf(arch, call);
  return Number(call) <= LARGEST ? Number(call) : undefined;
}

function leftOut(left: readonly CallCount[], isAll: boolean): Diagnostic {
  const calls = left.reduce((sum, { count }) => sum + count, 0);
  const example = left.slice(0, 1).map(({ arch, call }) => `${architectureOf(arch).token}: ${call}`);
  return warning(
    'trace-calls-elsewhere',
    calls === 1
      ? `1 call of the trace is not counted (${example}): the filter doesn’t cover it.`
      : `${calls} calls of the trace are not counted, such as ${example}: the filter doesn’t cover them.`,
    isAll
      ? 'Choose the machine that the trace was made on, or add its architecture to the profile.'
      : 'The other calls are counted.',
  );
}

/** A profile's filter, or why there is none. */
interface Resolved {
  problems: readonly Diagnostic[];
  target: Target;
  filter?: Filter;
  refusal?: string;
}

/** The filter of the profile that is chosen, on a machine of `arch`. Throws where a profile's text does not load. */
export async function resolvedFilter(question: Question, stack: Stack, arch: Arch): Promise<Resolved> {
  const { preset, profile: own } = question;
  const known = own === undefined ? presetNamed(preset ?? stack.profile) : undefined;
  if (own === undefined && known === undefined) throw new Error(`No profile is named ${preset ?? stack.profile}.`);
  const isDefault = known !== undefined && known === presetNamed(stack.profile);
  const target = isDefault ? targetOfDefault(stack, arch) : targetOfStack(stack, arch);
  const text = own ?? (await known?.load()) ?? '';
  const { value: profile, diagnostics } = parseProfile(text, undefined, readerOf(target));
  const problems = own === undefined ? [] : diagnostics;
  const problem = diagnostics.find(isError);
  if (profile === undefined || problem)
    return { problems, target, refusal: problem?.message ?? 'No profile is given.' };
  const resolved = await filterOn(profile, target);
  const filter = resolved?.value;
  const refusal = resolved?.diagnostics.find(isError);
  if (filter === undefined || refusal)
    return { problems, target, refusal: refusal?.message ?? 'The tables did not load.' };
  const why = noFilterWords(filter);
  return why === undefined ? { problems, target, filter } : { problems, target, refusal: why };
}

/** Compiles a filter; undefined where the program would be longer than the kernel takes. `weights`: none where every call counts alike. */
export function compiled(
  filter: Filter,
  aim: Asked['for'],
  weights: readonly CallWeight[],
  tell: (done: number) => void,
): Compiled | undefined {
  const onProgress = (done: number) => {
    tell(done);
    return true;
  };
  const wish: Wish = {
    ...(aim !== 'balance' && { for: aim, onProgress }),
    ...(weights.length > 0 && { weights }),
  };
  const program = compile(filter, wish).value;
  if (program === undefined) return undefined;
  return {
    ...{ filter, program, weights },
    libseccomp: { arch: filter.target.arch, instructions: filter.libseccomp, origins: [] },
    isEqual: prove(program, filter).equal,
    best: treeOptimum(filter),
  };
}

/** What was compiled last: another call runs through it, and compiles nothing. */
export interface Work {
  of: Pick<Asked, 'stack' | 'arch' | 'preset' | 'profile' | 'for' | 'calls'>;
  made: Made;
}

/** A program, or why there is none. */
interface Made {
  problems: Partial<Reply['problems']>;
  refusal?: string | undefined;
  compiled?: Compiled | undefined;
  oci?: string | undefined;
}

/** Compiles a profile or reads a program, and runs the calls. Throws where a table or a profile does not load. `tell` says how much is done, from 0 to 1. */
export async function answerFilter(
  question: Question,
  before?: Work,
  tell: (done: number) => void = () => {},
): Promise<{ reply: Reply; work: Work }> {
  const { stack: id = FILTER_LINK_STACK } = question;
  const { arch, preset, profile, calls } = question;
  const of: Work['of'] = { stack: id, arch, preset, profile, for: question.for, calls };
  const stack = stackOf(id);
  if (stack === undefined) throw new Error(`No stack is named ${id}.`);
  await Promise.all([loadKernels(), loadTables([...abisOn(arch), ...calls.map((call) => call.arch)])]);
  if (question.program !== undefined) {
    const work = before ?? { of, made: { problems: {} } };
    return { reply: await replyToProgram(question, question.program, stack), work };
  }
  const isKnown = before?.made.compiled !== undefined && sameFields(before.of, of);
  const made = isKnown ? before.made : await make(question, stack, tell);
  return { reply: await replyTo(question, stack, made), work: { of, made } };
}

async function make(question: Question, stack: Stack, tell: (done: number) => void): Promise<Made> {
  const resolved = await resolvedFilter(question, stack, question.arch);
  const { problems: profile, filter, target } = resolved;
  if (filter === undefined) return { problems: { profile }, refusal: resolved.refusal };
  const { weights, problems: calls } = callWeights(question.calls, filter);
  const problems = { profile, calls };
  const done = compiled(filter, question.for, weights, tell);
  if (done === undefined)
    return { problems, refusal: 'The program has more than 4096 instructions, the kernel’s limit.' };
  return { problems, compiled: done, oci: ociOf(filter, target) };
}

const ociOf = ({ profile }: Filter, target: Target) => writeOci(profile, target);

async function replyTo(question: Question, stack: Stack, made: Made): Promise<Reply> {
  const { problems, refusal, compiled: done, oci = '' } = made;
  if (done === undefined) return { problems: { ...NONE, ...problems }, answer: undefined, refusal };
  const asked = runsOf(question, done.program, stack.kernel);
  const beside = runsOf(question, done.libseccomp, stack.kernel);
  const answer = compiledAnswer({ ...done, stack, oci, runs: asked.runs, besideRuns: beside.runs, wish: question.for });
  return { problems: { ...NONE, ...problems, ...asked.problems }, answer, refusal: undefined };
}

async function replyToProgram(question: Question, text: string, stack: Stack): Promise<Reply> {
  // Nothing is pasted yet, which is no mistake.
  if (text.trim() === '') return { problems: NONE, answer: undefined, refusal: undefined };
  const { value, diagnostics } = readProgram(text, question.arch);
  if (value === undefined) {
    return { problems: { ...NONE, program: diagnostics }, answer: undefined, refusal: diagnostics[0]?.message };
  }
  const { program, refusals } = value;
  await loadTables([...abisOn(program.arch), ...architecturesIn(program)]);
  const isTaken = refusals.length === 0;
  const asked = isTaken ? runsOf(question, program, undefined) : { runs: [], problems: {} };
  const beside = isTaken ? await resolvedFilter(question, stack, program.arch) : undefined;
  const answer = pastedAnswer(value, { runs: asked.runs, beside, words: profileWords(question, stack) });
  return {
    problems: {
      ...NONE,
      ...asked.problems,
      profile: beside?.problems ?? [],
      program: [...diagnostics, ...refusals],
    },
    answer,
    refusal: undefined,
  };
}

/** Those that it may tell apart: it has their numbers, and the byte order of its own. */
function architecturesIn({ arch, instructions }: Program): readonly Arch[] {
  const { endian } = architectureOf(arch);
  const constants = new Set(instructions.map(({ k }) => k));
  return ARCHITECTURES.filter((each) => each.endian === endian && constants.has(each.auditArch)).map(
    (each) => each.arch,
  );
}

/** "Docker 29.7’s default on Docker 29.9". */
function profileWords({ preset, profile }: Question, stack: Stack): string {
  const words = profile === undefined ? (presetOf(preset ?? stack.profile)?.words ?? 'the profile') : 'your profile';
  return `${words}, on ${partWords(stack).engine}`;
}

const NONE: Reply['problems'] = { profile: [], program: [], calls: [], call: [], second: [] };

/** The calls that are asked, through the program. */
function runsOf(
  { call, second }: Question,
  program: Program,
  kernel: string | undefined,
): { runs: readonly RunShown[]; problems: Partial<Reply['problems']> } {
  const run = (text: string): { run: RunShown | undefined; problems: readonly Diagnostic[] } => {
    const { value, diagnostics } = parseCall(text, program.arch);
    return { run: value && runShown(program, value, kernel), problems: diagnostics };
  };
  if (call.trim() === '') return { runs: [], problems: { call: [NOTHING_ASKED] } };
  const first = run(call);
  const other = second.trim() === '' || first.run === undefined ? undefined : run(second);
  return {
    runs: [first.run, other?.run].filter((each) => each !== undefined),
    problems: { call: first.problems, second: other?.problems ?? [] },
  };
}

const NOTHING_ASKED = error('nothing-asked', 'No system call given.', 'Enter one, such as clone(CLONE_NEWUSER).');
