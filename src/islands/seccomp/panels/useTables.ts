import { loadTables } from '../../../engine/linux/index.ts';
import { useRetry } from '../../../instrument/recovery/useRetry.ts';
import type { Dispatch } from '../state/Message.ts';
import { isLacking, tablesWanted } from '../state/questionOf.ts';
import type { State } from '../state/State.ts';

/** How long the engine may take to answer again before its tables count as missing still. */
const ENGINE_MS = 3_000;

/**
 * Loads the tables of ABIs in the page, for what is offered while a reader writes; the engine loads its own, and is asked again once they are here where it
 * lacked them. Gives what tries it again now.
 */
export function useTables(state: State, dispatch: Dispatch): () => void {
  const wanted = tablesWanted(state);
  const lacks = isLacking(state);
  const load = async () => {
    await loadTables(wanted);
    dispatch({ kind: 'tables' });
    // The engine's thread may still lack them: it is asked again, and this goes on until it has them.
    if (lacks) await new Promise((_, fail) => setTimeout(fail, ENGINE_MS));
  };
  return useRetry(wanted.length > 0 || lacks ? load : undefined, (trouble) => dispatch({ kind: 'trouble', trouble }), [
    wanted.join(),
    lacks,
  ]);
}
