import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import type { Question } from '../state/State.ts';
import { answerFilter, type Work } from './answerFilter.ts';

let work: Work | undefined;

answerMessages(async (question: Question, tell) => {
  const answered = await answerFilter(question, work, tell);
  work = answered.work;
  return answered.reply;
});
