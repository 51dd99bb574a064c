import type { Dispatch, State } from '../state/State.ts';

const TASKS = [
  { task: 'read', label: 'Look up an ID' },
  { task: 'make', label: 'Make a map' },
] as const;

export interface TaskChoiceProps {
  task: State['task'];
  dispatch: Dispatch;
  id: string;
}

/** The two things that people come for. */
export function TaskChoice({ task, dispatch, id }: TaskChoiceProps) {
  return (
    <fieldset class="choice task-choice">
      <legend class="visually-hidden">What you want to do</legend>
      {TASKS.map((each) => (
        <label key={each.task}>
          <input
            type="radio"
            name={`${id}-task`}
            value={each.task}
            checked={task === each.task}
            onChange={() => dispatch({ kind: 'choose', choices: { task: each.task } })}
          />
          <span>{each.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
