import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import { answerIncidents } from './answerIncidents.ts';

answerMessages(answerIncidents);
