import { answerMessages } from '../../worker/answerMessages.ts';
import { profileChecks } from './profileChecks.ts';

answerMessages(profileChecks);
