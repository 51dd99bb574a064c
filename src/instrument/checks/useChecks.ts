import { useLayoutEffect, useReducer } from 'preact/hooks';
import type { Diagnostic } from '../../engine/text/index.ts';
import type { QuestionKind } from '../worker/useEngine.ts';
import { isWaiting, useWaiting, type WaitingMessage, waited } from '../worker/useWaiting.ts';
import type { ChecksAsked, ChecksQuestion, ChecksReply, ChecksState, TraceFile } from './Checks.ts';

export type ChecksMessage<Subject> =
  | { kind: 'ask'; subject: Subject; text: string }
  | { kind: 'traces'; files: readonly TraceFile[]; notices: readonly Diagnostic[] }
  | { kind: 'forget'; name: string }
  /** The text was changed at a press. */
  | { kind: 'changed'; undo: NonNullable<ChecksState<Subject>['undo']> }
  | WaitingMessage<ChecksQuestion<Subject>, ChecksReply>;

/** Before the first answer. */
export const initChecks = <Subject>(subject: Subject): ChecksState<Subject> => ({
  asked: { subject, text: '', files: [] },
  turn: 0,
  answer: { question: { turn: 0, subject, text: '', files: [] }, reply: { checks: [], problems: [] } },
  late: false,
  trouble: undefined,
  notices: [],
  undo: undefined,
});

/** The state after a message. A question that is not asked anew keeps its answer. */
export function updateChecks<Subject>(
  state: ChecksState<Subject>,
  message: ChecksMessage<Subject>,
): ChecksState<Subject> {
  switch (message.kind) {
    case 'ask': {
      const { subject, text } = message;
      return asking(state, { ...state.asked, subject, text });
    }
    case 'traces': {
      const { files, notices } = message;
      const others = state.asked.files.filter(({ name }) => files.every((file) => file.name !== name));
      return { ...asking(state, { ...state.asked, files: [...others, ...files] }), notices };
    }
    case 'forget':
      return asking(state, { ...state.asked, files: state.asked.files.filter(({ name }) => name !== message.name) });
    case 'changed':
      return { ...state, undo: message.undo, notices: [] };
    default:
      return waited(state, message);
  }
}

const asking = <Subject>(state: ChecksState<Subject>, asked: ChecksAsked<Subject>): ChecksState<Subject> => ({
  ...state,
  asked,
  turn: state.turn + 1,
});

/** A text with lines behind its own, a blank line between; as it is where it has them already. */
export function withLines(text: string, lines: string): string {
  if (text.includes(lines.trim())) return text;
  const before = text.trimEnd();
  return `${before === '' ? '' : `${before}\n\n`}${lines.trim()}\n`;
}

/** The same without the blank line: one check more. */
export function withCheck(text: string, check: string): string {
  if (text.split('\n').includes(check)) return text;
  return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${check}\n`;
}

/** Whether a text has a line of a check. A trace of strace's has arrows, too, but none between spaces. */
export const hasCheck = (text: string): boolean => /^[^#\n]*\S\s+(?:->|→)\s+\S/m.test(text);

export type ChecksKind<Subject> = QuestionKind<ChecksQuestion<Subject>, ChecksReply, undefined>;

/** Puts checks to what an instrument has in sight, whenever one of the two changes. `isAsked`: the state's question is of these. */
export function useChecks<Subject>(kind: ChecksKind<Subject>, subject: Subject, text: string) {
  const [state, dispatch] = useReducer<ChecksState<Subject>, ChecksMessage<Subject>>(updateChecks, initChecks(subject));
  const { asked } = state;
  const isAsked = asked.text === text && same(asked.subject, subject);
  useLayoutEffect(() => {
    if (!isAsked) dispatch({ kind: 'ask', subject, text });
  });
  const question = isWaiting(state) && text.trim() !== '' ? { ...asked, turn: state.turn } : undefined;
  const tryAgain = useWaiting(kind, question, dispatch);
  return { state, dispatch, isAsked, tryAgain };
}

/** A subject is made anew at each render, of the same parts. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
