import { Choice } from '../../../ui/Choice.tsx';
import type { Dispatch } from '../state/State.ts';
import type { IdField } from '../words/idFields.ts';

const KINDS = [
  { value: 'uid', label: 'user' },
  { value: 'gid', label: 'group' },
] as const;

export interface IdFieldsProps {
  fields: readonly IdField[];
  kind: 'uid' | 'gid';
  dispatch: Dispatch;
  id: string;
}

/** The id at every depth, innermost first; typing in one answers the others. */
export function IdFields({ fields, kind, dispatch, id }: IdFieldsProps) {
  return (
    <div class="id-fields">
      <Choice
        name={`${id}-kind`}
        legend="Kind of ID"
        hideLegend
        class="id-kind"
        options={KINDS}
        value={kind}
        onValue={(value) => dispatch({ kind: 'choose', choices: { kind: value } })}
      />
      {fields.map((field) => (
        <div class="id-field" key={field.key}>
          <label for={`${id}-${field.key}`}>{field.label}</label>
          <input
            id={`${id}-${field.key}`}
            class="in"
            inputMode="numeric"
            autocomplete="off"
            spellcheck={false}
            value={field.value}
            placeholder={field.placeholder}
            aria-invalid={field.invalid || undefined}
            aria-describedby={`${id}-answer`}
            data-echo={field.asked ? undefined : ''}
            onInput={(event) =>
              dispatch({ kind: 'choose', choices: { side: field.side, id: event.currentTarget.value } })
            }
          />
        </div>
      ))}
    </div>
  );
}
