import { READY } from '../../../instrument/worker/ready.ts';
import { answerLoaded } from './answerLoaded.ts';
import type { Computed } from './compute.ts';
import type { Asking } from './useAnswers.ts';

// The engine in a thread of its own: a question comes in, a reply goes out, and only then comes the next.

postMessage(READY);

let work: Computed | undefined;

addEventListener('message', ({ data }: MessageEvent<Asking>) => {
  // As an error of the worker's, after which the page answers by itself.
  answer(data).then(
    (reply) => postMessage(reply),
    (error) => reportError(error),
  );
});

async function answer(asking: Asking): Promise<unknown> {
  // What an inspection needs is loaded where one is asked for.
  const answered =
    'inspect' in asking
      ? await (await import('./inspectLoaded.ts')).inspectLoaded(asking.inspect, work)
      : await answerLoaded(asking.answer, work);
  work = answered.work;
  return answered.reply;
}
