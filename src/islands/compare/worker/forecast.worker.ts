import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import type { Question } from '../state/State.ts';
import type { Work } from './answerCompare.ts';
import { answerForecast } from './answerForecast.ts';

let work: Work | undefined;

answerMessages(async (question: Question) => {
  const answered = await answerForecast(question, work);
  work = answered.work;
  return answered.reply;
});
