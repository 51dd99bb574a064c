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
  const choose = async (chosen: string) => {
    if (chosen === KEPT) return dispatch({ kind: 'own' });
    const text = await presetOf(chosen)?.load();
    if (text !== undefined) dispatch({ kind: 'preset', id: chosen, text });
  };
  return (
    <SelectField
      id={id}
      label="Profile"
      options={profile.presets}
      value={profile.preset}
      onValue={(chosen) => void choose(chosen)}
    />
  );
}
