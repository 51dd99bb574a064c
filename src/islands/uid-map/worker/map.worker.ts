import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import { answerLoaded } from './answerQuestion.ts';

answerMessages(answerLoaded);
