import { fit as fitProfile, keyOf, make } from '../../../engine/fit/index.ts';
import {
  ARCHITECTURES,
  type Arch,
  abisOn,
  CAPABILITIES,
  loadKernels,
  loadMapMessages,
  loadStraceNames,
  loadTables,
  numberOf,
} from '../../../engine/linux/index.ts';
import { parseProfile, readerOf, type Start, starts, type Target, writeOci } from '../../../engine/seccomp/index.ts';
import { type Stack, stackOf } from '../../../engine/stack/index.ts';
import { applyEdits, isError } from '../../../engine/text/index.ts';
import { namesOtherMachine, parseTrace, type Trace } from '../../../engine/trace/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { filterOn } from '../../../instrument/stacks/filterOn.ts';
import { targetOfDefault, targetOfStack } from '../../../instrument/stacks/targetOfStack.ts';
import { stackLink, writeSeccompLink } from '../../../share/seccompLink.ts';
import { type ChosenFor, TRACE_LINK_STACK } from '../../../share/traceLink.ts';
import type { ProfileInTrace, Question, Reply, StartOf } from '../state/State.ts';
import { answerWords } from '../words/answerWords.ts';
import { profileFound } from './profileFound.ts';

/** Asks whether a container starts with the text, and with the changed text. */
export async function startOf(text: string, changed: string, target: Target): Promise<StartOf> {
  const before = await startWith(text, target);
  const after = changed === text ? before : await startWith(changed, target);
  const edits = after?.fix ?? [];
  return {
    now: alwaysRefused(before),
    after: alwaysRefused(after),
    fix:
      edits.length === 0 || alwaysRefused(after).length === 0 ? undefined : { edits, text: applyEdits(changed, edits) },
  };
}

async function startWith(text: string, target: Target): Promise<Start | undefined> {
  const { value: profile } = parseProfile(text, 0, readerOf(target));
  const filter = profile && (await filterOn(profile, target))?.value;
  return filter && starts(filter, text);
}

const alwaysRefused = (start: Start | undefined): readonly string[] => [
  ...new Set((start?.usual ?? []).filter(({ when }) => when === 'always').map(({ name }) => name)),
];

/** The trace that was read last: another stack or choice asks it anew, and reads nothing. */
export interface Work {
  /** Undefined for one that was read of files. */
  text: string | undefined;
  arch: Question['arch'];
  trace: Trace;
  /** The profile that stands in the text, and the rest of the text. */
  profileInTrace: ProfileInTrace | undefined;
}

/** Puts a trace before a profile on a stack. Throws where a table or a profile does not load. */
export async function answerTrace(question: Question, before?: Work): Promise<{ reply: Reply; work: Work }> {
  const { arch, trace: text, stack: asked = TRACE_LINK_STACK, profile } = question;
  const stack = stackOf(asked);
  if (stack === undefined) throw new Error(`No stack is named ${asked}.`);
  const called = new Set(question.read?.trace.calls.map((call) => call.arch));
  const named = namesOtherMachine(text) ? ARCHITECTURES.map((each) => each.arch) : [];
  await Promise.all([
    loadKernels(),
    loadMapMessages(),
    loadStraceNames(),
    loadTables([...abisOn(arch), ...called, ...named]),
  ]);
  const isKnown = !question.read && before?.text === text && before.arch === arch;
  const work = isKnown ? before : question.read ? workOn(arch, question.read.trace) : await readText(text, arch);
  return { reply: await replyTo(question, work, stack, profile ?? (await presetText(stack))), work };
}

const workOn = (arch: Arch, trace: Trace): Work => ({ text: undefined, arch, trace, profileInTrace: undefined });

async function readText(text: string, arch: Arch): Promise<Work> {
  const read = (each: string) => parseTrace(each, arch);
  const [trace, found] = [read(text), await profileFound(text)];
  const isBeside = found !== undefined && read(found.rest).calls.length > 0;
  const profileInTrace =
    found === undefined || (found.isRecording && !isBeside)
      ? undefined
      : { profile: found.profile, rest: isBeside ? found.rest : '' };
  return { text, arch, trace: profileInTrace && !isBeside && !isRead(trace) ? NO_CALLS : trace, profileInTrace };
}

/** Whether the text was read as a profile: of one with an error, a reader of lines takes names here and there. */
const isRead = ({ formats }: Trace) => formats.some((format) => format === 'oci-hook' || format === 'inspektor-gadget');
const NO_CALLS: Trace = { calls: [], unread: [], formats: [] };

async function presetText({ profile }: Stack): Promise<string> {
  const text = await presetOf(profile)?.load();
  if (text === undefined) throw new Error(`The default ${profile} did not load.`);
  return text;
}

async function replyTo(
  question: Question,
  { trace, profileInTrace }: Work,
  stack: Stack,
  text: string,
): Promise<Reply> {
  const isOwn = question.profile !== undefined;
  const ofFile = targetOfStack(stack, question.arch);
  const target = isOwn ? ofFile : targetOfDefault(stack, question.arch);
  const { value: profile, diagnostics } = parseProfile(text, undefined, readerOf(target));
  const problems = isOwn ? diagnostics : [];
  const problem = diagnostics.find(isError);
  if (profile === undefined || problem)
    return { problems, profileInTrace, answer: undefined, refusal: problem?.message ?? 'No profile is given.' };
  const resolved = await filterOn(profile, target);
  const refusal = resolved?.diagnostics.find(isError);
  if (resolved?.value === undefined)
    return { problems, profileInTrace, answer: undefined, refusal: refusal?.message ?? '' };
  const chosen = new Map(question.chosen.flatMap((each) => keyOfChosen(each)));
  const fitted = fitProfile(profile, target, trace.calls, { text, chosen, withChoices: profileInTrace === undefined });
  const made = make(trace.calls, ofFile, { otherwise: question.otherwise });
  const checker = async (changed: string, given: readonly string[] = []) => {
    const link = stackLink(stack);
    const capabilities = CAPABILITIES.filter((each) => given.includes(each) || link.capabilities.includes(each));
    return writeSeccompLink({ ...link, capabilities, profile: undefined, text: changed, call: '' });
  };
  const asFile = (changed: string, given: readonly string[]) => {
    const { value } = parseProfile(changed, undefined, readerOf(target));
    const capabilities = [...new Set([...target.capabilities, ...given])];
    return value === undefined ? '' : writeOci(value, { ...target, capabilities });
  };
  const start = await startOf(text, fitted.text ?? text, target);
  const words = {
    question,
    stack,
    trace,
    profileInTrace,
    fitted,
    made,
    profileText: text,
    isOwn,
    checker,
    asFile,
    start,
  };
  const answer = await answerWords(words);
  return { problems, profileInTrace, answer, refusal: undefined };
}

function keyOfChosen({ arch, call, choice }: ChosenFor): [string, ChosenFor['choice']][] {
  const syscall = /^\d+$/.test(call) ? Number(call) : numberOf(arch, call);
  return syscall === undefined ? [] : [[keyOf({ arch, syscall }), choice]];
}
