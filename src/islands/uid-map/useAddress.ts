import { useEffect, useRef, useState } from 'preact/hooks';
import { readUidMapLink } from '../../share/readUidMapLink.ts';
import { readableUidMapLink, writeUidMapLink } from '../../share/writeUidMapLink.ts';
import type { Dispatch } from './Dispatch.ts';
import { linkOf } from './model.ts';
import type { State } from './State.ts';

/** Browsers count calls of replaceState (Safari: 100 in 30 s), so a pause in typing is waited for. */
const PAUSE_MS = 250;

/**
 * Keeps state and address together. On the calculator's own page a fragment opens its state, and the fragment is written once the reader
 * has changed something; embedded, the address is left alone. Gives the fragment of the present state, '' while it is being packed.
 */
export function useAddress(state: State, dispatch: Dispatch): string {
  const isPage = state.mode === 'page';
  const [packed, setPacked] = useState<{ of: State; fragment: string } | undefined>(undefined);
  const written = useRef<string | undefined>(undefined);

  useEffect(() => {
    if (!isPage) return;
    const open = () => {
      // Without a key it is an anchor, such as the skip link's.
      if (!location.hash.includes('=') || location.hash === written.current) return;
      void readUidMapLink(location.hash).then(({ value, diagnostics }) =>
        dispatch({ kind: 'open', opening: { link: value, notices: diagnostics } }),
      );
    };
    open();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, [isPage, dispatch]);

  useEffect(() => {
    let superseded = false;
    const timer = setTimeout(async () => {
      const fragment = await writeUidMapLink(linkOf(state));
      if (superseded) return;
      setPacked({ of: state, fragment });
      if (!isPage || !state.changed) return;
      written.current = `#${fragment}`;
      history.replaceState(history.state, '', written.current);
    }, PAUSE_MS);
    return () => {
      superseded = true;
      clearTimeout(timer);
    };
  }, [state, isPage]);

  return readableUidMapLink(linkOf(state)) ?? (packed?.of === state ? packed.fragment : '');
}
