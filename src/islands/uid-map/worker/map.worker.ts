import { READY } from '../../../instrument/worker/ready.ts';
import { answerLoaded } from './answerQuestion.ts';
import type { Question } from './Question.ts';

// The engine in a thread of its own: a question comes in, an answer goes out, and only then comes the next.

postMessage(READY);

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  // As an error of the worker's, after which the page answers by itself.
  answerLoaded(data).then(
    (answer) => postMessage(answer),
    (error) => reportError(error),
  );
});
