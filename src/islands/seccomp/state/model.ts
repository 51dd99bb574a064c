import type { Mode } from '../../../instrument/Instrument.ts';
import { sameFields } from '../../../instrument/sameFields.ts';
import { changes } from './changes.ts';
import type { Message, Opening, Question, Served, State, Subject } from './Message.ts';
import { unpackSurvey } from './packedSurvey.ts';
import { choicesIn, givesFilter, isLacking, isWaiting, openingQuestion, withChanges } from './questionOf.ts';
import type { Status } from './Reply.ts';
import { ownOf, remembered, snapshotOf } from './stackTarget.ts';

/** The state that an author, a link or the page itself opens with, and the answer that it is served with. */
export function init(mode: Mode, opening: Opening, served: Served): State {
  const { reading, calls, call, roads, offers, stacks, callsApart = [] } = served;
  const question = openingQuestion(mode, opening);
  const choices = choicesIn(opening);
  return {
    ...choices,
    asked: { ...choices.asked, last: lastOf(question, reading.status) },
    own: undefined,
    past: [],
    mode,
    opened: opening,
    turn: 0,
    answer: { question, reading: { ...reading, calls: calls && unpackSurvey(calls) }, call },
    inspected: { turn: roads ? question.turn : -1, roads, offers, trace: undefined, findings: undefined },
    stacks: { turn: stacks ? 0 : -1, of: 'engine', stacks: stacks ?? [] },
    wantsStacks: 'engine',
    callsApart,
    uninspected: undefined,
    late: false,
    fetching: undefined,
    trouble: undefined,
  };
}

/** The state after a message. The engine is not asked here: what it has to answer anew is a question of a new turn. */
export function update(state: State, message: Message): State {
  switch (message.kind) {
    case 'open':
      return opened(state, message);
    case 'fetch':
      return {
        ...state,
        fetching: {
          ...{ id: message.id, opening: undefined, stack: message.stack },
          ...(message.over && { over: message.over }),
        },
        trouble: undefined,
        notices: [],
      };
    case 'fetched':
      return fetched(state, message);
    case 'trouble':
      return { ...state, trouble: message.trouble };
    case 'answered':
      return answered(state, message);
    case 'stacks':
      return { ...state, wantsStacks: message.of };
    case 'look':
      return { ...state, looking: true };
    case 'inspected':
      return inspected(state, message);
    case 'uninspected':
      return { ...state, uninspected: message.trouble };
    case 'late':
      return isWaiting(state) || state.fetching ? { ...state, late: true } : state;
    case 'tables':
      // What was not answered for want of them is asked again.
      return { ...state, turn: isLacking(state) && !isWaiting(state) ? state.turn + 1 : state.turn };
    default: {
      const changed = changes(state, message);
      const next = { ...state, notices: [], changed: true, typing: false, ...changed };
      // Another text is what the reader wants now.
      return asking(state, { ...next, fetching: next.asked.text === state.asked.text ? state.fetching : undefined });
    }
  }
}

/** Opens a link's state; one whose text did not load waits for it. */
function opened(state: State, { opening, over }: Extract<Message, { kind: 'open' }>): State {
  const { link, unfetched } = opening;
  if (unfetched && link.profile !== undefined)
    return { ...state, fetching: { id: link.profile, opening }, trouble: undefined, late: true };
  const next = { ...state, fetching: undefined };
  return over && state.changed
    ? { ...open(next, withChanges(state, opening, over)), changed: true }
    : open(next, opening);
}

/** Takes the text in that was waited for, unless another profile is by now. */
function fetched(state: State, { id, text }: Extract<Message, { kind: 'fetched' }>): State {
  const { fetching } = state;
  if (fetching?.id !== id) return state;
  if (!fetching.opening)
    return {
      ...update(state, { kind: 'preset', id, text, stack: fetching.stack, over: fetching.over }),
      fetching: undefined,
    };
  const { unfetched: _, ...opening } = fetching.opening;
  return opened(state, { kind: 'open', opening: { ...opening, text }, over: state.opened.link });
}

/** Opens a state in the place of another, whose answer is in sight until the new one is in; that which every page is served with is not. */
function open(state: State, opening: Opening): State {
  const next = { ...state, ...choicesIn(opening), opened: opening };
  if (next.asked.text === state.asked.text) return servedAway(asking(state, next));
  const past = remembered(state.past, snapshotOf(state), snapshotOf(next));
  return servedAway(asking(state, { ...next, own: ownOf(state), past }));
}

const servedAway = (state: State): State =>
  isWaiting(state) && state.answer.question.turn === 0 ? { ...state, late: true } : state;

/** `next`, with a new turn where it asks the engine something else than `state` did. */
const asking = (state: State, next: State): State =>
  sameFields(next.asked, state.asked) ? next : { ...next, turn: state.turn + 1 };

/** Takes an answer in, unless a newer one is there already. */
function answered(state: State, { question, reply }: Extract<Message, { kind: 'answered' }>): State {
  if (question.turn <= state.answer.question.turn) return state;
  const { reading = state.answer.reading, call } = reply;
  const asked = { ...state.asked, last: lastOf(question, reading.status) };
  const next = { ...state, asked, answer: { question, reading, call } };
  return {
    ...next,
    trouble: next.fetching && state.trouble,
    late: state.late && (isWaiting(next) || next.fetching !== undefined),
  };
}

/** Takes an inspection in, unless a newer one is there already. */
function inspected(state: State, { question, reply }: Extract<Message, { kind: 'inspected' }>): State {
  if (question.turn < state.inspected.turn) return state;
  if ('stacks' in reply) return { ...state, stacks: reply };
  const { text, target, turn } = question;
  const findings = reply.findings ? { text, target, items: reply.findings } : state.inspected.findings;
  return withLead({ ...state, inspected: { ...reply, turn, findings }, uninspected: undefined });
}

/** Where strace saw no refusal, the first call of the trace that the filter refuses is what the reader wants to know of. */
function withLead(state: State): State {
  const { asked, isLed, inspected, turn } = state;
  if (asked.trace === undefined || isLed || inspected.turn !== turn) return state;
  const [first] = inspected.trace?.refused ?? [];
  return asking(state, { ...state, asked: { ...asked, call: first?.line ?? asked.call }, isLed: true });
}

/** The text and target that the answer is of: the question's own, or the last before it that gave a filter. */
function lastOf({ text, source, target, last }: Question, status: Status): Subject | undefined {
  return givesFilter(status) ? { text, source, target } : last;
}
