import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import { answerAsk } from './answerAsk.ts';

answerMessages(answerAsk);
