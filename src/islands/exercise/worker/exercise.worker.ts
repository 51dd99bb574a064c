import { answerMessages } from '../../../instrument/worker/answerMessages.ts';
import type { MachineQuestion, MakeQuestion } from '../state/machine.ts';
import { answerChecks, answerOutput } from './answerExercise.ts';

answerMessages((question: MakeQuestion | MachineQuestion) =>
  'outcomes' in question ? answerOutput(question) : answerChecks(question),
);
