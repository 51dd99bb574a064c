import { READY } from '../../../instrument/worker/ready.ts';
import { answerQuestion } from './answerQuestion.ts';
import type { Question } from './Question.ts';

// The engine in a thread of its own: a question comes in, an answer goes out, and only then comes the next.

postMessage(READY);

addEventListener('message', ({ data }: MessageEvent<Question>) => postMessage(answerQuestion(data)));
