import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import { answerLoaded } from './answerLoaded.ts';
import type { Computed } from './compute.ts';
import type { Asking } from './useAnswers.ts';

let work: Computed | undefined;

answerMessages(async (asking: Asking) => {
  // What an inspection needs is loaded where one is asked for.
  const answered =
    'inspect' in asking
      ? await (await import('./inspectLoaded.ts')).inspectLoaded(asking.inspect, work)
      : await answerLoaded(asking.answer, work);
  work = answered.work;
  return answered.reply;
});
