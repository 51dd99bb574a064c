import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import type { Question } from '../state/State.ts';
import { answerTable, type Work } from './answerTable.ts';

let work: Work | undefined;

answerMessages(async (question: Question) => {
  const answered = await answerTable(question, work);
  work = answered.work;
  return answered.reply;
});
