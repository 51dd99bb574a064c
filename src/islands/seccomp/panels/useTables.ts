import { useEffect, useRef } from 'preact/hooks';
import { loadTables } from '../../../engine/linux/index.ts';
import { Retry } from '../../../instrument/recovery/Retry.ts';
import type { Dispatch } from '../state/Message.ts';
import { tablesWanted } from '../state/model.ts';
import { lacksTables } from '../state/Reply.ts';
import type { State } from '../state/State.ts';

/**
 * Loads the tables of ABIs in the page, for what is offered while a reader writes; the engine loads its own, and is asked again once they are here where it
 * lacked them. Gives what tries it again now.
 */
export function useTables(state: State, dispatch: Dispatch): () => void {
  const retry = useRef<Retry | undefined>(undefined);
  const wanted = tablesWanted(state);
  const { reading, call } = state.answer;
  const isLacking = reading.status === 'loading' || lacksTables(call.problems);
  useEffect(() => {
    if (wanted.length === 0 && !isLacking) return;
    const one = new Retry(
      async () => {
        await loadTables(wanted);
        dispatch({ kind: 'tables' });
        // The engine's thread may still lack them: it is asked again, and this goes on until it has them.
        if (isLacking) await new Promise((_, fail) => setTimeout(fail, ENGINE_MS));
      },
      (trouble) => dispatch({ kind: 'trouble', trouble }),
    );
    retry.current = one;
    one.now();
    return () => one.stop();
  }, [wanted.join(), isLacking, dispatch]);
  return () => retry.current?.now();
}

/** How long the engine may take to answer again before its tables count as missing still. */
const ENGINE_MS = 3_000;
