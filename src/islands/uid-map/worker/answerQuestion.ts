import { whenThere } from '../../../engine/text/index.ts';
import { linkOf, update } from '../state/model.ts';
import { select } from '../words/select.ts';
import { answerOther } from './answerOther.ts';
import type { Answered, OtherQuestion, Others, Question } from './Question.ts';

/** Answers a question: the same function in the worker, in the page where there is none, at build time and in the tests. */
export function answerQuestion({ turn, state: before, changes }: Question): Answered {
  const state = changes.reduce(update, before);
  return { turn, state, view: select(state), source: linkOf(state).source };
}

/** The same in a page and its worker, which load a part of the engine when a question needs it. */
export async function answerLoaded(question: Question | OtherQuestion): Promise<Answered | Others> {
  if ('tried' in question) return answerOther(question);
  return whenThere(() => answerQuestion(question));
}
