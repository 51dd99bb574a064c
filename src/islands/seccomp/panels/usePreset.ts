import { useEffect, useRef } from 'preact/hooks';
import { Retry } from '../../../instrument/recovery/Retry.ts';
import type { Dispatch } from '../state/Message.ts';
import { presetOf } from '../state/presets/presets.ts';
import type { State } from '../state/State.ts';

/** Brings the text of the profile that is asked for, as often as it takes; gives what tries it again now. */
export function usePreset({ fetching }: State, dispatch: Dispatch): () => void {
  const retry = useRef<Retry | undefined>(undefined);
  const id = fetching?.id;
  const opening = fetching?.opening;
  useEffect(() => {
    const preset = presetOf(id);
    if (!preset) return;
    const one = new Retry(
      async () => {
        const text = await preset.load();
        if (retry.current === one) dispatch({ kind: 'fetched', id: preset.id, text });
      },
      (trouble) => dispatch({ kind: 'trouble', trouble }),
    );
    retry.current = one;
    one.now();
    return () => {
      retry.current = undefined;
      one.stop();
    };
  }, [id, opening, dispatch]);
  return () => retry.current?.now();
}
