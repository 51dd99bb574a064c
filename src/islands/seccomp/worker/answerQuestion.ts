import type { Question } from '../state/Question.ts';
import { startsShown } from '../words/startsShown.ts';
import { type Answer, answerWith, type Work } from './answerWith.ts';

/** Answers a question with the tables that are loaded; `before` spares what the question before had worked out already. */
export const answerQuestion = (question: Question, before?: Work): Answer => answerWith(startsShown, question, before);
