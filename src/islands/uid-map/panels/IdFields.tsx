import type { Dispatch } from '../state/State.ts';
import type { IdField } from '../words/idFields.ts';

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
      <fieldset class="choice id-kind">
        <legend class="visually-hidden">Kind of ID</legend>
        {(['uid', 'gid'] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={`${id}-kind`}
              value={each}
              checked={kind === each}
              onChange={() => dispatch({ kind: 'choose', choices: { kind: each } })}
            />
            <span>{each === 'uid' ? 'user' : 'group'}</span>
          </label>
        ))}
      </fieldset>
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
