import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import type { Question } from '../state/Question.ts';
import { answerTrace, type Work } from './answerTrace.ts';

let work: Work | undefined;

answerMessages(async (question: Question) => {
  const answered = await answerTrace(question, work);
  work = answered.work;
  return answered.reply;
});
