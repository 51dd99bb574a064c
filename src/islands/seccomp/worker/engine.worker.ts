import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import { answerLoaded } from './answerLoaded.ts';
import type { Computed } from './answerQuestion.ts';
import { inspectAsked } from './inspectAsked.ts';
import type { Asking } from './useAnswers.ts';

let work: Computed | undefined;

answerMessages(async (asking: Asking) => {
  const answered =
    'inspect' in asking ? await inspectAsked(asking.inspect, work) : await answerLoaded(asking.answer, work);
  work = answered.work;
  return answered.reply;
});
