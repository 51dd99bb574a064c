import { OpenFile } from '../../../../ui/OpenFile.tsx';
import { focusField } from '../../../../ui/revealLine.ts';
import { SelectField } from '../../../../ui/SelectField.tsx';
import type { Dispatch } from '../../state/Message.ts';
import { presetOf } from '../../state/presets/presets.ts';
import { KEPT } from '../../words/presetOptions.ts';
import type { View } from '../../words/select.ts';

export interface ProfileChoiceProps {
  id: string;
  profile: Pick<View['profile'], 'presets' | 'preset'>;
  dispatch: Dispatch;
  /** The profile's text field, where there is a button that makes room in it. */
  pasteIn: string | undefined;
}

/** Where the profile comes from: the site's, one that the reader pastes, or a file. */
export function ProfileChoice({ id, profile, dispatch, pasteIn }: ProfileChoiceProps) {
  const choose = (chosen: string) => {
    if (chosen === KEPT) dispatch({ kind: 'own' });
    else if (presetOf(chosen)) dispatch({ kind: 'fetch', id: chosen });
  };
  return (
    <>
      <SelectField id={id} label="Profile" options={profile.presets} value={profile.preset} onValue={choose} />
      {pasteIn !== undefined && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            dispatch({ kind: 'clear' });
            focusField(pasteIn);
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
