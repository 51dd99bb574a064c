import { answerLoaded } from './answerLoaded.ts';
import type { Work } from './answerQuestion.ts';
import type { Question } from './Question.ts';

// The engine in a thread of its own: a question comes in, a reply goes out, and only then comes the next.

let work: Work | undefined;

addEventListener('message', async ({ data }: MessageEvent<Question>) => {
  const answered = await answerLoaded(data, work);
  work = answered.work;
  postMessage(answered.reply);
});
