import type { Dispatch } from './Dispatch.ts';
import type { Side } from './picture/Drawing.ts';
import type { IdField, View } from './select.ts';

export interface IdFieldsProps {
  view: View;
  dispatch: Dispatch;
  id: string;
}

/** An id on either side; typing in one answers the other. */
export function IdFields({ view, dispatch, id }: IdFieldsProps) {
  return (
    <div class="id-fields">
      <IdInput side="inside" label="Id inside" field={view.inside} dispatch={dispatch} id={id} />
      <span class="id-fields-arrow" aria-hidden="true">
        ⇄
      </span>
      <IdInput side="outside" label="Id outside" field={view.outside} dispatch={dispatch} id={id} />
    </div>
  );
}

interface IdInputProps {
  side: Side;
  label: string;
  field: IdField;
  dispatch: Dispatch;
  id: string;
}

function IdInput({ side, label, field, dispatch, id }: IdInputProps) {
  const ask = (value: string) => dispatch({ kind: 'ask', side, id: value });
  return (
    <div class="id-field">
      <label for={`${id}-${side}`}>{label}</label>
      <input
        id={`${id}-${side}`}
        class="in"
        inputMode="numeric"
        autocomplete="off"
        spellcheck={false}
        value={field.value}
        placeholder={field.placeholder}
        aria-invalid={field.invalid || undefined}
        aria-describedby={`${id}-answer`}
        onInput={(event) => ask(event.currentTarget.value)}
      />
    </div>
  );
}
