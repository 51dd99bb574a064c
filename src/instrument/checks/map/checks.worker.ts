import { answerMessages } from '../../worker/answerMessages.ts';
import { mapChecks } from './mapChecks.ts';

answerMessages(mapChecks);
