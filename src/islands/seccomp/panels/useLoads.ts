import { loadTables } from '../../../engine/linux/index.ts';
import { presetOf } from '../../../instrument/presets/presets.ts';
import type { Trouble } from '../../../instrument/recovery/Retry.ts';
import { useRetry } from '../../../instrument/recovery/useRetry.ts';
import type { Dispatch, State } from '../state/Message.ts';
import { isLacking, tablesWanted } from '../state/questionOf.ts';

/** How long the engine may take to answer again before its tables count as missing still. */
const ENGINE_MS = 3_000;

/**
 * Loads in the page, as often as it takes, the text of the profile that is asked for, and the tables of ABIs for what is offered while a reader writes;
 * the engine loads its own, and is asked again once they are here where it lacked them. Gives what tries again now what the answer waits for.
 */
export function useLoads(state: State, dispatch: Dispatch): () => void {
  const { fetching } = state;
  const onTrouble = (trouble: Trouble) => dispatch({ kind: 'trouble', trouble });
  const preset = presetOf(fetching?.id);
  const fetchText = preset && (async () => dispatch({ kind: 'fetched', id: preset.id, text: await preset.load() }));
  const fetchAgain = useRetry(fetchText, onTrouble, [fetching?.id, fetching?.opening]);

  const wanted = tablesWanted(state);
  const lacks = isLacking(state);
  const load = async () => {
    await loadTables(wanted);
    dispatch({ kind: 'tables' });
    // The engine's thread may still lack them: it is asked again, and this goes on until it has them.
    if (lacks) await new Promise((_, fail) => setTimeout(fail, ENGINE_MS));
  };
  const loadAgain = useRetry(wanted.length > 0 || lacks ? load : undefined, onTrouble, [wanted.join(), lacks]);
  return fetching ? fetchAgain : loadAgain;
}
