import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import { mapChecks } from './mapChecks.ts';

answerMessages(mapChecks);
