import { type Arch, isLoaded } from '../../../engine/linux/index.ts';
import { architectureAsked, type Target, type Versions } from '../../../engine/seccomp/index.ts';
import { capabilitiesOf, stackOf } from '../../../engine/stack/index.ts';
import type { Mode } from '../../../instrument/Instrument.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import { SECCOMP_LINK, type SeccompLink } from '../../../share/seccompLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { Asked, Choices, InspectionQuestion, Opening, Question, State, Subject } from './Message.ts';
import { lacksTables, type Status } from './Reply.ts';
import { targetOn } from './stackTarget.ts';
import { sameTarget } from './target.ts';
import { targetOf } from './targetOf.ts';

/**
 * Whether every stack of Docker is known to answer the question alike: it is about a call of x86_64 that is not among those which they answer apart, under
 * the stack's own default and on the stack as it is.
 */
export function answersAlike({ stack, callsApart, answer: { question } }: State): boolean {
  const chosen = stack === undefined ? undefined : stackOf(stack);
  const { source, target, call } = question;
  const name = /^\s*([a-z]\w*)\s*(?:\(|$)/.exec(call)?.[1];
  if (chosen?.engine !== 'docker' || name === undefined || callsApart.length === 0 || callsApart.includes(name))
    return false;
  const isDefault = 'preset' in source && source.preset === presetOf(chosen.profile)?.id;
  const usual = { ...target, capabilities: capabilitiesOf(chosen), privileged: false };
  const whole = targetOf({ source, target: targetOn(chosen, { source, target: usual }, chosen) });
  return isDefault && target.arch === 'SCMP_ARCH_X86_64' && sameTarget(target, whole);
}

/** What an opening says of the state; the texts before it stay. */
export function choicesIn({ link, text, source, notices = [] }: Opening): Omit<Choices, 'own' | 'past'> {
  const { stack, profile, call, roads, kernel, show, find, on, sort, checks } = link;
  return {
    asked: {
      text,
      source: source ?? (profile === undefined ? {} : { preset: profile }),
      target: targetIn(link),
      call,
      roadsOf: roads,
      trace: undefined,
      last: undefined,
    },
    isLed: false,
    ...{ stack, kernel, show, find, on, sort, checks, notices },
    undo: undefined,
    typing: false,
    looking: false,
    changed: false,
  };
}

/** The target that a link says. */
export function targetIn(link: SeccompLink): Target {
  const { arch, kernel, runtime, capabilities, privileged, engine, engineVersion, runtimeVersion, libseccomp } = link;
  const versions: Versions = {
    ...(engineVersion !== undefined && { engine: engineVersion }),
    ...(runtimeVersion !== undefined && { runtime: runtimeVersion }),
    ...(libseccomp !== undefined && { libseccomp }),
  };
  return {
    ...{ arch, kernel, runtime, capabilities },
    ...(privileged && { privileged }),
    ...(engine && { engine }),
    ...(Object.keys(versions).length > 0 && { versions }),
  };
}

/** The state as a link says it. */
export function linkOf({
  stack,
  asked: { source, text, target, call, roadsOf },
  show,
  find,
  on,
  sort,
  checks,
}: State): SeccompLink {
  const { arch, kernel, runtime, capabilities, privileged = false, engine, versions = {} } = target;
  const preset = 'preset' in source ? source.preset : undefined;
  return {
    stack,
    ...{ profile: preset, text: preset ? undefined : text },
    ...{ call, roads: roadsOf, arch, kernel, engine, engineVersion: versions.engine },
    ...{ runtime, runtimeVersion: versions.runtime, libseccomp: versions.libseccomp },
    ...{ capabilities, privileged, show, find, on, sort, checks },
  };
}

/** What is opened, with what the reader has changed since `over` kept. */
export function withChanges(state: State, opening: Opening, over: SeccompLink): Opening {
  const { text, source } = state.asked;
  const mine = linkOf(state);
  // An empty question was nobody's choice over the link's.
  const call = mine.call.trim() === '' ? over.call : mine.call;
  const link = mergeLinks(SECCOMP_LINK, { start: over, mine: { ...mine, call }, link: opening.link });
  const hasOwnText = link.profile !== opening.link.profile || link.text !== opening.link.text;
  return { ...opening, link, ...(hasOwnText && { text, source }) };
}

/** The question whose answer a page is served with. */
export const openingQuestion = (mode: Mode, opening: Opening): Question => ({
  ...ofTarget(choicesIn(opening).asked),
  stack: opening.link.stack,
  turn: 0,
  reads: readsAll(mode),
});

/** What to ask the engine now. */
export function questionOf({ mode, turn, asked, stack, answer: { question, reading } }: State): Question {
  // What is read of a text that gives a filter does not hang on the last one that did.
  const isSettled = givesFilter(reading.status) || (question.last === asked.last && reading.status !== 'loading');
  const isRead = sameReading(question, asked) && isSettled;
  return { ...ofTarget(asked), stack, turn, reads: isRead ? 'nothing' : readsAll(mode) };
}

const ofTarget = (asked: Asked): Asked => ({ ...asked, target: targetOf(asked) });

/** All that is shown of a text: the table of calls stands on the instrument's own page only. */
const readsAll = (mode: Mode): Question['reads'] => (mode === 'page' ? 'table' : 'counts');

/** Whether two ask for the same text and target. */
export function sameReading(a: Pick<Subject, 'text' | 'target'>, b: Subject): boolean {
  return a.text === b.text && sameTarget(a.target, targetOf(b));
}

/** Whether the engine has yet to answer the present question. */
export const isWaiting = ({ turn, answer }: State): boolean => turn !== answer.question.turn;

/** Whether an answer of that status is of a filter of the present text. */
export const givesFilter = (status: Status): boolean => status === 'exact' || status === 'partial';

/** Whether the answer in sight is none for want of tables. */
export const isLacking = ({ answer: { reading, call } }: State): boolean =>
  reading.status === 'loading' || lacksTables(call.problems);

/** The ABIs whose tables the page has not loaded yet: of the target, the filter and the question, and those for whose lack there was no answer. */
export function tablesWanted({ asked: { target, call }, answer }: State): readonly Arch[] {
  const { contents, missing } = answer.reading;
  const named = architectureAsked(call);
  const all = [target.arch, ...(contents?.abis ?? []), ...missing, ...(named === undefined ? [] : [named])];
  return [...new Set(all)].filter((arch) => !isLoaded(arch));
}

/**
 * What to inspect now: what the answer in sight is of, once it is there, on the instrument's own page. Undefined where that is done, or no filter
 * stands.
 */
export function inspectionWanted(state: State): InspectionQuestion | undefined {
  const { question, reading } = state.answer;
  const isOpen = state.mode === 'page' && !isWaiting(state) && givesFilter(reading.status);
  const { turn, findings } = state.inspected;
  const withFindings = isLooking(state) && !(findings && sameReading(findings, question));
  if (!isOpen) return undefined;
  if (turn !== question.turn || withFindings) return { ...question, withFindings };
  const { stacks, wantsStacks } = state;
  const isKnown = stacks.turn === question.turn && (stacks.of === 'all' || stacks.of === wantsStacks);
  const isSpared = wantsStacks === 'engine' && answersAlike(state);
  return isKnown || isSpared ? undefined : { ...question, withFindings, stacks: wantsStacks };
}

/** Whether findings are wanted: unasked in a text of the reader's own and in profiles of the site's own, not in a default that others ship. */
export const isLooking = ({ looking, asked: { source } }: State): boolean =>
  looking || !('preset' in source) || presetOf(source.preset)?.isOurs === true;
