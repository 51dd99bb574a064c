import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import type { Question } from '../state/State.ts';
import { answerCompare, type Work } from './answerCompare.ts';

let work: Work | undefined;

answerMessages(async (question: Question) => {
  const answered = await answerCompare(question, work);
  work = answered.work;
  return answered.reply;
});
