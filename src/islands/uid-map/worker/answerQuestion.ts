import { linkOf, update } from '../state/model.ts';
import { select } from '../words/select.ts';
import type { Answered, Question } from './Question.ts';

/** Answers a question: the same function in the worker, in the page where there is none, at build time and in the tests. */
export function answerQuestion({ turn, state: before, changes }: Question): Answered {
  const state = changes.reduce(update, before);
  return { turn, state, view: select(state), source: linkOf(state).source };
}
