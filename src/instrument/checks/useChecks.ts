import { useLayoutEffect, useReducer } from 'preact/hooks';
import { useWaiting } from '../worker/useWaiting.ts';
import { isWaiting } from '../worker/Waiting.ts';
import type { QuestionKind } from '../worker/WorkerClient.ts';
import type { ChecksQuestion, ChecksReply, ChecksState } from './Checks.ts';
import { type ChecksMessage, initChecks, updateChecks } from './checksModel.ts';

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
