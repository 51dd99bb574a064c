import { useRetry } from '../../../instrument/recovery/useRetry.ts';
import type { Dispatch } from '../state/Message.ts';
import { presetOf } from '../state/presets/presets.ts';
import type { State } from '../state/State.ts';

/** Brings the text of the profile that is asked for, as often as it takes; gives what tries it again now. */
export function usePreset({ fetching }: State, dispatch: Dispatch): () => void {
  const preset = presetOf(fetching?.id);
  return useRetry(
    preset && (async () => dispatch({ kind: 'fetched', id: preset.id, text: await preset.load() })),
    (trouble) => dispatch({ kind: 'trouble', trouble }),
    [fetching?.id, fetching?.opening],
  );
}
