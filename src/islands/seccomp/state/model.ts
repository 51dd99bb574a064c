import { type Arch, isLoaded } from '../../../engine/linux/index.ts';
import { architectureAsked, callAlone } from '../../../engine/seccomp/index.ts';
import { kernelProblem } from '../../../share/kernelProblem.ts';
import type { SeccompLink } from '../../../share/seccompLink.ts';
import { chosen, withCapabilities } from './container.ts';
import { linkOf } from './linkOf.ts';
import type { Message } from './Message.ts';
import { unpackSurvey } from './packedSurvey.ts';
import type { Asked, Question, Source } from './Question.ts';
import { questionChange } from './questionChange.ts';
import type { Status } from './Reply.ts';
import type { Change, Mode, Opening, Served, State } from './State.ts';
import { separateEdits } from './separateEdits.ts';
import { ownOf, presetSnapshot, snapshotOf } from './snapshot.ts';
import { sameTarget, toggleCapability } from './target.ts';
import {
  cleared,
  edited,
  fileChange,
  formatted,
  offerTaken,
  remembered,
  replaced,
  typed,
  undone,
} from './textChange.ts';

/** The state that an author, a link or the page itself opens with, and the answer that it is served with. */
export function init(mode: Mode, opening: Opening, served: Served): State {
  const { reading, calls, call, roads, offers } = served;
  const question = openingQuestion(mode, opening);
  return {
    ...stateOf(mode, opening),
    own: undefined,
    past: [],
    turn: 0,
    answer: { question, reading: { ...reading, calls: calls && unpackSurvey(calls) }, call },
    last: lastOf(question, reading.status),
    inspected: { turn: -1, roads, offers, trace: undefined, findings: undefined },
    uninspected: undefined,
    late: false,
    fetching: undefined,
    trouble: undefined,
  };
}

/** The question whose answer a page is served with. */
export function openingQuestion(mode: Mode, opening: Opening): Question {
  const { text, source, target, call } = stateOf(mode, opening);
  return { turn: 0, text, source, target, call, last: undefined, reads: readsAll(mode) };
}

/** All that is shown of a text: the table of calls stands on the instrument's own page only. */
const readsAll = (mode: Mode): Question['reads'] => (mode === 'page' ? 'table' : 'counts');

/** What an opening says of the state. The rest is the engine's, or stays from before it. */
type Opened = Omit<
  State,
  'own' | 'past' | 'turn' | 'answer' | 'last' | 'inspected' | 'uninspected' | 'late' | 'fetching' | 'trouble'
>;

function stateOf(mode: Mode, opening: Opening): Opened {
  const { link, text, notices = [] } = opening;
  const { call, roads, arch, kernel, runtime, capabilities, privileged, show, find, on, sort } = link;
  const target = { arch, kernel, runtime, capabilities, ...(privileged && { privileged }) };
  const source: Source = link.profile === undefined ? {} : { preset: link.profile };
  return {
    mode,
    source,
    text,
    target,
    kernel,
    call,
    roadsOf: roads,
    trace: undefined,
    show,
    find,
    on,
    sort,
    notices,
    undo: undefined,
    typing: false,
    looking: false,
    changed: false,
    opened: opening,
  };
}

/** The state after a message. The engine is not asked here: what it has to answer anew is a question of a new turn. */
export function update(state: State, message: Message): State {
  switch (message.kind) {
    case 'open':
      return opened(state, message);
    case 'fetch':
      return { ...state, fetching: { id: message.id, opening: undefined }, trouble: undefined, notices: [] };
    case 'fetched':
      return fetched(state, message);
    case 'trouble':
      return { ...state, trouble: message.trouble };
    case 'answered':
      return answered(state, message);
    case 'look':
      return { ...state, looking: true };
    case 'inspected':
      return inspected(state, message);
    case 'uninspected':
      return { ...state, uninspected: message.trouble };
    case 'late':
      return isWaiting(state) || state.fetching ? { ...state, late: true } : state;
    case 'tables':
      return withTables(state);
    default: {
      const changed = changes(state, message);
      // Another text is what the reader wants now.
      const fetching = changed.text === undefined ? state.fetching : undefined;
      return asking(state, { ...state, notices: [], changed: true, typing: false, ...changed, fetching });
    }
  }
}

/** Opens a link's state; one whose text did not load waits for it. */
function opened(state: State, { opening, initial }: Extract<Message, { kind: 'open' }>): State {
  const { link, unfetched } = opening;
  if (unfetched && link.profile !== undefined)
    return { ...state, fetching: { id: link.profile, opening }, trouble: undefined, late: true };
  const next = { ...state, fetching: undefined };
  return initial && state.changed ? withChanges(next, opening) : open(next, opening);
}

/** Takes the text in that was waited for, unless another profile is by now. */
function fetched(state: State, { id, text }: Extract<Message, { kind: 'fetched' }>): State {
  const { fetching } = state;
  if (fetching?.id !== id) return state;
  if (!fetching.opening) return update(state, { kind: 'preset', id, text });
  const { unfetched: _, ...opening } = fetching.opening;
  return opened(state, { kind: 'open', opening: { ...opening, text }, initial: true });
}

/** Opens a state in the place of another, whose answer is in sight until the new one is in. */
function open(state: State, opening: Opening): State {
  const opened = stateOf(state.mode, opening);
  if (opened.text === state.text) return asking(state, { ...state, ...opened, last: undefined });
  const past = remembered(state.past, snapshotOf(state), snapshotOf({ ...state, ...opened }));
  return asking(state, { ...state, ...opened, own: ownOf(state), past, last: undefined });
}

/** `next`, with a new turn where it asks the engine something else than `state` did. */
function asking(state: State, next: State): State {
  const isSame =
    next.call === state.call && next.trace === state.trace && sameReading(next, state) && next.last === state.last;
  return isSame ? next : { ...next, turn: state.turn + 1 };
}

/** Whether two ask for the same text and target. */
export function sameReading(a: Pick<Asked, 'text' | 'target'>, b: Pick<Asked, 'text' | 'target'>): boolean {
  return a.text === b.text && sameTarget(a.target, b.target);
}

/** Whether the engine has yet to answer the present question. */
export function isWaiting({ turn, answer }: State): boolean {
  return turn !== answer.question.turn;
}

/** What to ask the engine now. */
export function questionOf({ mode, turn, text, source, target, call, last, answer }: State): Question {
  const { question, reading } = answer;
  // What is read of a text that gives a filter does not hang on the last one that did.
  const isSettled = givesFilter(reading.status) || (question.last === last && reading.status !== 'loading');
  const isRead = sameReading(question, { text, target }) && isSettled;
  const reads = isRead ? 'nothing' : readsAll(mode);
  return { turn, text, source, target, call, last, reads };
}

/** Takes an answer in, unless a newer one is there already. */
function answered(state: State, { question, reply }: Extract<Message, { kind: 'answered' }>): State {
  if (question.turn <= state.answer.question.turn) return state;
  const { reading = state.answer.reading, call } = reply;
  const next = { ...state, answer: { question, reading, call }, last: lastOf(question, reading.status) };
  return {
    ...next,
    trouble: next.fetching && state.trouble,
    late: state.late && (isWaiting(next) || next.fetching !== undefined),
  };
}

/** Takes an inspection in, unless a newer one is there already. */
function inspected(state: State, { question, reply }: Extract<Message, { kind: 'inspected' }>): State {
  if (question.turn < state.inspected.turn) return state;
  const { text, target, turn } = question;
  const findings = reply.findings ? { text, target, items: reply.findings } : state.inspected.findings;
  const { roads, offers, trace } = reply;
  const inspected = { turn, roads, offers, trace, findings };
  return withLead(state, { ...state, inspected, uninspected: undefined });
}

/** Where strace saw no refusal, the first call of the trace that the filter refuses is what the reader wants to know of. */
function withLead(state: State, next: State): State {
  const { trace, inspected, turn } = next;
  if (trace === undefined || trace.isLed || inspected.turn !== turn) return next;
  const [first] = inspected.trace?.refused ?? [];
  return asking(state, { ...next, call: first?.line ?? next.call, trace: { ...trace, isLed: true } });
}

/** The text and target that the answer is of: the question's own, or the last before it that gave a filter. */
function lastOf({ text, source, target, last }: Question, status: Status): Asked | undefined {
  return givesFilter(status) ? { text, source, target } : last;
}

/** Whether an answer of that status is of a filter of the present text. */
export const givesFilter = (status: Status): boolean => status === 'exact' || status === 'partial';

/** What the link opens, with what the reader has changed in the meantime kept. */
function withChanges(state: State, opening: Opening): State {
  const { link } = opening;
  const before = state.opened.link;
  const mine = linkOf(state);
  const kept = <Key extends keyof SeccompLink>(key: Key): SeccompLink[Key] =>
    mine[key] === before[key] ? link[key] : mine[key];
  const hasOwnProfile = mine.profile !== before.profile || state.text !== state.opened.text;
  const merged: SeccompLink = {
    profile: hasOwnProfile ? mine.profile : link.profile,
    text: hasOwnProfile ? mine.text : link.text,
    // An empty question was nobody's choice over the link's.
    call: mine.call.trim() === '' ? link.call : kept('call'),
    roads: kept('roads'),
    arch: kept('arch'),
    kernel: kept('kernel'),
    runtime: kept('runtime'),
    capabilities: kept('capabilities'),
    privileged: kept('privileged'),
    show: kept('show'),
    find: kept('find'),
    on: kept('on'),
    sort: kept('sort'),
  };
  const text = hasOwnProfile ? state.text : opening.text;
  const next = open(state, { ...opening, link: merged, text });
  return { ...next, source: hasOwnProfile ? state.source : next.source, changed: true };
}

/** The ABIs whose tables the page has not loaded yet: of the target, the filter and the question, and those for whose lack there was no answer. */
export function tablesWanted({ target, call, answer }: State): readonly Arch[] {
  const { contents, missing } = answer.reading;
  const asked = architectureAsked(call);
  const all = [target.arch, ...(contents?.abis ?? []), ...missing, ...(asked === undefined ? [] : [asked])];
  return [...new Set(all)].filter((arch) => !isLoaded(arch));
}

/** Tables are here now: what was not answered for want of them is asked again. */
function withTables(state: State): State {
  const { reading, call } = state.answer;
  const isUnanswered =
    reading.status === 'loading' || call.problems.some(({ code }) => code === 'architecture-loading');
  return isUnanswered && !isWaiting(state) ? { ...state, turn: state.turn + 1 } : { ...state };
}

function changes(
  state: State,
  message: Exclude<
    Message,
    {
      kind:
        | 'open'
        | 'fetch'
        | 'fetched'
        | 'trouble'
        | 'answered'
        | 'look'
        | 'inspected'
        | 'uninspected'
        | 'late'
        | 'tables';
    }
  >,
): Change {
  const { target } = state;
  switch (message.kind) {
    case 'preset':
      return { ...replaced(state, presetSnapshot(state, message)), own: ownOf(state), looking: false };
    case 'own':
      return state.own ? { ...replaced(state, state.own), own: ownOf(state) } : {};
    case 'clear':
      return { ...cleared(state), own: ownOf(state) };
    case 'format':
      return formatted(state);
    case 'undo':
      return undone(state);
    case 'text':
      return typed(state, message.text);
    case 'file':
      return fileChange(state, message.file);
    case 'fix':
      return edited(state, message.edits, message.of);
    case 'offer':
      // What strace saw was before the change.
      return { ...offerTaken(state, message), call: callAlone(state.call) };
    case 'fix-all':
      return edited(state, separateEdits(state.answer.reading.problems), 'text');
    case 'ask':
    case 'ask-line':
    case 'ask-road':
    case 'fix-question':
      return questionChange(state, message);
    case 'arch':
      return { target: { ...target, arch: message.arch }, on: undefined };
    case 'runtime':
      return chosen(state, (container) => ({ ...container, runtime: message.runtime }));
    case 'kernel':
      return {
        kernel: message.kernel,
        ...(!kernelProblem(message.kernel) && { target: { ...target, kernel: message.kernel } }),
      };
    case 'capabilities':
      return chosen(state, (container) => withCapabilities(container, message.capabilities, message.privileged));
    case 'capability': {
      const capabilities = toggleCapability(target.capabilities, message.capability, message.on);
      return chosen(state, (container) => withCapabilities(container, capabilities));
    }
    case 'show':
      return { show: message.show };
    case 'find':
      return { find: message.find };
    case 'on':
      return { on: message.abi };
    case 'sort':
      return { sort: message.sort };
  }
}
