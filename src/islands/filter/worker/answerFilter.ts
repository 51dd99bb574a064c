import { loadKernels, loadTables, subArchitectures } from '../../../engine/linux/index.ts';
import { type Program, readProgram } from '../../../engine/seccomp/bpf/index.ts';
import {
  type Filter,
  isUnconfined,
  parseCall,
  parseProfile,
  readerOf,
  type Target,
  writeOci,
} from '../../../engine/seccomp/index.ts';
import { type Stack, stackOf } from '../../../engine/stack/index.ts';
import { type Diagnostic, error, isError, whenThere } from '../../../engine/text/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { filterOn } from '../../../instrument/stacks/filterOn.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import { FILTER_LINK_STACK } from '../../../share/filterLink.ts';
import type { Compiled } from '../state/Compiled.ts';
import type { Asked, Question } from '../state/Question.ts';
import type { Answer, Reply, RunShown } from '../state/Reply.ts';
import { compiledAnswer, pastedAnswer } from '../words/answers.ts';
import { runShown } from '../words/runShown.ts';
import { compiled } from './compiled.ts';

/** What was compiled last: another call runs through it, and compiles nothing. */
export interface Work {
  of: Pick<Asked, 'stack' | 'arch' | 'preset' | 'profile' | 'for'>;
  made: Made;
}

/** A program, or why there is none. */
interface Made {
  problems: readonly Diagnostic[];
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
  const { arch, stack: id = FILTER_LINK_STACK, preset, profile } = question;
  const stack = stackOf(id);
  if (stack === undefined) throw new Error(`No stack is named ${id}.`);
  await Promise.all([loadKernels(), loadTables([arch, ...subArchitectures(arch)])]);
  if (question.program !== undefined) {
    const work = before ?? { of: { stack: id, arch, preset, profile, for: question.for }, made: { problems: [] } };
    return { reply: await replyToProgram(question, question.program), work };
  }
  const isKnown =
    before?.made.compiled !== undefined &&
    before.of.stack === id &&
    (['arch', 'preset', 'profile', 'for'] as const).every((key) => before.of[key] === question[key]);
  const made = isKnown ? before.made : await make(question, stack, tell);
  const work: Work = { of: { stack: id, arch, preset, profile, for: question.for }, made };
  return { reply: await replyTo(question, stack, made), work };
}

async function make(question: Question, stack: Stack, tell: (done: number) => void): Promise<Made> {
  const { arch, preset, profile: own } = question;
  const isDefault = own === undefined && (preset === undefined || preset === stack.profile);
  const target = isDefault ? targetOfDefault(stack, arch) : targetOfStack(stack, arch);
  const known = own === undefined ? presetOf(preset ?? stack.profile) : undefined;
  if (own === undefined && known === undefined) return { problems: [], refusal: `No profile is named ${preset}.` };
  const text = own ?? (await known?.load()) ?? '';
  const { value: profile, diagnostics } = await whenThere(() => parseProfile(text, undefined, readerOf(target)));
  const problems = own === undefined ? [] : diagnostics;
  const problem = diagnostics.find(isError);
  if (profile === undefined || problem) return { problems, refusal: problem?.message ?? 'No profile is given.' };
  const resolved = await filterOn(profile, target);
  const filter = resolved?.value;
  const refusal = resolved?.diagnostics.find(isError);
  if (filter === undefined || refusal) return { problems, refusal: refusal?.message ?? 'The tables did not load.' };
  if (filter.off || isUnconfined(target)) return { problems, refusal: 'There is no filter: every call is allowed.' };
  const done = await whenThere(() => compiled(filter, question.for, tell));
  if (done === undefined) return { problems, refusal: 'The program is longer than the kernel takes.' };
  return { problems, compiled: done, oci: await whenThere(() => ociOf(filter, target)) };
}

const ociOf = ({ profile }: Filter, target: Target) => writeOci(profile, target);

async function replyTo(question: Question, stack: Stack, made: Made): Promise<Reply> {
  const { problems: profile, refusal, compiled: done, oci = '' } = made;
  if (done === undefined) return { problems: { ...NONE, profile }, answer: undefined, refusal };
  const asked = await runsOf(question, done.program, stack.kernel);
  const answer = await whenThere(
    (): Answer => compiledAnswer({ ...done, stack, oci, runs: asked.runs, wish: question.for }),
  );
  return { problems: { ...NONE, ...asked.problems, profile }, answer, refusal: undefined };
}

async function replyToProgram(question: Question, text: string): Promise<Reply> {
  const { value, diagnostics } = await whenThere(() => readProgram(text, question.arch));
  if (value === undefined) {
    return { problems: { ...NONE, program: diagnostics }, answer: undefined, refusal: diagnostics[0]?.message };
  }
  const { program, refusals } = value;
  await loadTables([program.arch, ...subArchitectures(program.arch)]);
  const asked = refusals.length > 0 ? { runs: [], problems: {} } : await runsOf(question, program, undefined);
  const answer = await whenThere((): Answer => pastedAnswer(value, asked.runs));
  return {
    problems: { ...NONE, ...asked.problems, program: [...diagnostics, ...refusals] },
    answer,
    refusal: undefined,
  };
}

const NONE: Reply['problems'] = { profile: [], program: [], call: [], second: [] };

/** The calls that are asked, through the program. */
async function runsOf(
  { call, second }: Question,
  program: Program,
  kernel: string | undefined,
): Promise<{ runs: readonly RunShown[]; problems: Partial<Reply['problems']> }> {
  const run = async (text: string): Promise<{ run: RunShown | undefined; problems: readonly Diagnostic[] }> =>
    whenThere(() => {
      const { value, diagnostics } = parseCall(text, program.arch);
      return { run: value && runShown(program, value, kernel), problems: diagnostics };
    });
  if (call.trim() === '') return { runs: [], problems: { call: [NOTHING_ASKED] } };
  const first = await run(call);
  const other = second.trim() === '' || first.run === undefined ? undefined : await run(second);
  return {
    runs: [first.run, other?.run].filter((each) => each !== undefined),
    problems: { call: first.problems, second: other?.problems ?? [] },
  };
}

const NOTHING_ASKED = error('nothing-asked', 'No system call given.', 'Enter one, such as clone(CLONE_NEWUSER).');
