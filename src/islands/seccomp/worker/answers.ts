import type { Kind } from '../../../instrument/worker/WorkerClient.ts';
import type { Question } from '../state/Question.ts';
import type { Reply } from '../state/Reply.ts';
import { lacksTables } from '../state/Reply.ts';
import { answerLoaded } from './answerLoaded.ts';
import type { Work } from './answerWith.ts';
import { startEngine } from './startEngine.ts';

/** The question for a verdict. */
export const ANSWERS: Kind<Question, Reply, Work> = {
  start: startEngine,
  asking: (answer) => ({ answer }),
  answerHere: answerLoaded,
  lacks: ({ reading, call }) => (reading?.missing.length ?? 0) > 0 || lacksTables(call.problems),
};
