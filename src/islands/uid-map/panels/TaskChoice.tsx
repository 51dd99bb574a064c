import { Choice } from '../../../ui/Choice.tsx';
import type { Dispatch, State } from '../state/State.ts';

const TASKS = [
  { value: 'read', label: 'Look up an ID' },
  { value: 'make', label: 'Make a map' },
] as const;

export interface TaskChoiceProps {
  task: State['task'];
  dispatch: Dispatch;
  id: string;
}

/** The two things that people come for. */
export function TaskChoice({ task, dispatch, id }: TaskChoiceProps) {
  return (
    <Choice
      name={`${id}-task`}
      legend="What you want to do"
      hideLegend
      class="task-choice"
      options={TASKS}
      value={task}
      onValue={(value) => dispatch({ kind: 'choose', choices: { task: value } })}
    />
  );
}
