/** A worker's first word, said once its scripts are there: one that never says it hangs. */
export const READY = 'ready';

/** Makes this thread an engine's own: a question comes in, an answer goes out, and only then comes the next. `tell` says how much of it is done, from 0 to 1. */
export function answerMessages<Message>(
  answer: (message: Message, tell: (done: number) => void) => Promise<unknown>,
): void {
  postMessage(READY);
  addEventListener('message', ({ data }: MessageEvent<Message>) => {
    // As an error of the worker's, after which the page answers by itself.
    answer(data, (done) => postMessage(done)).then(
      (reply) => postMessage(reply),
      (error) => reportError(error),
    );
  });
}
