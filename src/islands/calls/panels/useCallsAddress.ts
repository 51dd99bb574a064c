import { useEffect, useRef } from 'preact/hooks';
import { markOpening } from '../../../instrument/address/opening.ts';
import { CALLS_LINK, readCallsLink, writeCallsLink } from '../../../share/callsLink.ts';
import { holdsState } from '../../../share/holdsState.ts';
import { unknownEntries, withEntries } from '../../../share/unknownEntries.ts';
import { whenParsed } from '../../../ui/useEarlyElement.ts';
import type { Dispatch, State } from '../state/model.ts';

/** Browsers count calls of replaceState (Safari: 100 in 30 s), so a pause in typing is waited for. */
const PAUSE_MS = 250;

/**
 * Opens the state that the address holds, and writes it there once the reader has changed something. An anchor without keys is a call’s: `onAnchor`. Gives
 * what the present state is as a fragment.
 */
export function useCallsAddress(
  { asked, changed }: State,
  dispatch: Dispatch,
  onAnchor: (id: string) => void,
): () => string {
  /** What the link that was opened says besides, and this page does not know. */
  const unknown = useRef('');
  /** The address that the page was loaded with, or the one that it last opened or wrote. */
  const heard = useRef('');
  const fragmentNow = () => withEntries(writeCallsLink(asked), unknown.current);
  useEffect(() => {
    heard.current = location.hash;
    const open = async () => {
      const { hash } = location;
      if (!holdsState(hash)) {
        heard.current = hash;
        onAnchor(hash.slice(1));
        return;
      }
      markOpening(document.documentElement);
      const { value, diagnostics } = await readCallsLink(hash);
      if (hash !== location.hash) return;
      heard.current = hash;
      unknown.current = unknownEntries(CALLS_LINK, hash);
      dispatch({ kind: 'open', asked: value, notices: diagnostics });
    };
    const callOff = whenParsed(() => void open());
    addEventListener('hashchange', open);
    return () => {
      callOff();
      removeEventListener('hashchange', open);
    };
  }, [dispatch, onAnchor]);
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => {
      // A link may have been followed but not opened yet: it is not overwritten.
      if (location.hash !== heard.current) return;
      const fragment = fragmentNow();
      history.replaceState(history.state, '', fragment === '' ? location.pathname + location.search : `#${fragment}`);
      heard.current = location.hash;
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked, changed]);
  return fragmentNow;
}
