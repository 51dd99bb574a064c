import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { parseFragment } from '../../share/parseFragment.ts';
import { presetFragment, type SeccompLink, writeSeccompLink } from '../../share/seccompLink.ts';
import type { Dispatch } from './Dispatch.ts';
import { linkOf } from './linkOf.ts';
import { openFragment } from './openFragment.ts';
import type { State } from './State.ts';

/** Browsers count calls of replaceState (Safari: 100 in 30 s), so a pause in typing is waited for. */
const PAUSE_MS = 250;
/** Longer texts are packed at that pause only, not at every key. */
const PACKED_AT_ONCE = 20_000;

/**
 * Keeps state and address together. On the checker's own page a fragment opens its state, and the fragment is written once the reader
 * has changed something; embedded, the address is left alone. Gives the fragment of the present state: '' while it is being
 * packed, undefined where the text is too long for a link.
 */
export function useAddress(state: State, dispatch: Dispatch): string | undefined {
  const isPage = state.mode === 'page';
  const [packed, setPacked] = useState<{ of: SeccompLink; fragment: string | undefined } | undefined>(undefined);
  const { source, text, target, call, roadsOf, show, find, on, sort } = state;
  // Answers come and go without a change of what a link says.
  const link = useMemo(() => linkOf(state), [source, text, target, call, roadsOf, show, find, on, sort]);
  /** What the address holds of the state: written here, or opened. */
  const inAddress = useRef('');

  useEffect(() => {
    if (!isPage) return;
    let opened = 0;
    const open = async (event?: Event) => {
      const { hash } = location;
      if (hash === inAddress.current) return;
      if (!hash.includes('=')) {
        // An anchor of the page ("#main"), no state: the state stays in the address.
        if (inAddress.current) history.replaceState(history.state, '', inAddress.current);
        return;
      }
      inAddress.current = hash;
      opened++;
      const turn = opened;
      const opening = await openFragment(hash);
      if (turn === opened) dispatch({ kind: 'open', opening, initial: event === undefined });
    };
    void open();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, [isPage, dispatch]);

  useEffect(() => {
    let superseded = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pack = async () => {
      const fragment = await writeSeccompLink(link);
      if (superseded) return;
      // A fragment that would not be read back is no link.
      const isReadable = parseFragment(fragment).diagnostics.length === 0;
      if (link.profile === undefined) setPacked({ of: link, fragment: isReadable ? fragment : undefined });
      if (!isPage || !state.changed || !isReadable) return;
      timer = setTimeout(() => {
        inAddress.current = `#${fragment}`;
        history.replaceState(history.state, '', inAddress.current);
      }, PAUSE_MS);
    };
    if ((link.text?.length ?? 0) > PACKED_AT_ONCE) timer = setTimeout(() => void pack(), PAUSE_MS);
    else void pack();
    return () => {
      superseded = true;
      clearTimeout(timer);
    };
  }, [link, state.changed, isPage]);

  if (link.profile !== undefined) return presetFragment({ ...link, profile: link.profile });
  return packed?.of === link ? packed.fragment : '';
}
