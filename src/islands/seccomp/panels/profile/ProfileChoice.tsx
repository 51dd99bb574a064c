import { presetOf } from '../../../../instrument/presets/presets.ts';
import { OpenFile } from '../../../../ui/OpenFile.tsx';
import { focusField } from '../../../../ui/revealLine.ts';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { KEPT } from '../../words/presetOptions.ts';
import type { Panel } from '../Panel.ts';

export interface ProfileChoiceProps {
  panel: Panel;
  /** There may be two on the page. */
  id: string;
}

/** Where the profile comes from: the site's, one that the reader pastes, or a file. */
export function ProfileChoice({ panel: { view, fieldId, isPage, dispatch }, id }: ProfileChoiceProps) {
  const { presets, preset } = view.profile;
  const choose = (chosen: string) => {
    if (chosen === KEPT) dispatch({ kind: 'own' });
    else if (presetOf(chosen)) dispatch({ kind: 'fetch', id: chosen });
  };
  return (
    <>
      <SelectField id={id} label="Profile" options={presets} value={preset} onValue={choose} />
      {isPage && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            dispatch({ kind: 'clear' });
            focusField(fieldId);
          }}
        >
          Use your own
        </button>
      )}
      <OpenFile
        label="Open…"
        accept=".json,application/json,text/plain"
        onFile={(file) => dispatch({ kind: 'file', file })}
      />
    </>
  );
}
