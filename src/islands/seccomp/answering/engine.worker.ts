import { answerQuestion, type Work } from './answerQuestion.ts';
import type { Question } from './Question.ts';

// The engine in a thread of its own: a question comes in, a reply goes out, in order.

let work: Work | undefined;

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const answered = answerQuestion(data, work);
  work = answered.work;
  postMessage(answered.reply);
});
