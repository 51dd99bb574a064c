import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import { answerTrace, type Work } from './answerTrace.ts';
import { keptFiles, type TraceMessage } from './sentFiles.ts';

let work: Work | undefined;
const questionOf = keptFiles();

answerMessages(async (message: TraceMessage) => {
  const answered = await answerTrace(questionOf(message), work);
  work = answered.work;
  return answered.reply;
});
