import { SelectField } from '../../ui/SelectField.tsx';
import type { Dispatch } from './Dispatch.ts';
import { KEPT } from './presetOptions.ts';
import { presetOf } from './presets.ts';
import type { View } from './select.ts';

export interface ProfileChoiceProps {
  id: string;
  profile: Pick<View['profile'], 'presets' | 'preset'>;
  dispatch: Dispatch;
}

/** The choice among the profiles of the site and the reader's own. */
export function ProfileChoice({ id, profile, dispatch }: ProfileChoiceProps) {
  const choose = (chosen: string) => {
    if (chosen === KEPT) dispatch({ kind: 'own' });
    else if (presetOf(chosen)) dispatch({ kind: 'fetch', id: chosen });
  };
  return <SelectField id={id} label="Profile" options={profile.presets} value={profile.preset} onValue={choose} />;
}
