import { useCallback, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { reportOf } from '../share/reportOf.ts';
import { markOpened, markOpening, placeOf } from './address/opening.ts';
import { StateLink } from './address/StateLink.tsx';
import { useAddress } from './address/useAddress.ts';
import type { Instrument, InstrumentProps, OpeningOf } from './Instrument.ts';
import { ShareButton } from './share/ShareButton.tsx';

/** Runs an instrument in a page: its state and what is seen of it, its address, and what is reported and linked of it. */
export function useInstrument<
  State,
  Message,
  View extends { announcement: string },
  Link extends object,
  Opening extends OpeningOf<Link>,
>(
  instrument: Instrument<State, Message, View, Link, Opening>,
  { mode, id, opening, fragment, href, url, repository }: InstrumentProps<Opening>,
  begin: () => State,
) {
  const [state, dispatch] = useReducer(instrument.update, undefined, begin);
  const view = useMemo(() => instrument.select(state), [state]);
  const isOpening = useRef(false);
  const [, setOpened] = useState<Opening>();
  const onOpening = useCallback(() => {
    markOpening(placeOf(id, fragment));
    isOpening.current = true;
  }, [id, fragment]);
  const onOpen = useCallback(
    (opened: Opening, isInitial: boolean) => {
      dispatch({ kind: 'open', opening: opened, over: isInitial ? opening.link : undefined });
      isOpening.current = false;
      // Seen once more, also where that is the state in sight.
      setOpened(opened);
    },
    [opening],
  );
  const isPage = mode === 'page';
  const said = instrument.linkOf(state);
  const address = useAddress({
    isPage,
    given: fragment,
    link: said,
    changed: instrument.isChanged(state),
    codec: instrument.codec,
    start: opening,
    onOpening,
    onOpen,
  });
  const isWaiting = instrument.isWaiting(state);
  useLayoutEffect(() => {
    if (!isOpening.current) markOpened(placeOf(id, fragment), isWaiting);
  });
  const title = instrument.subjectOf(state);
  const says = isWaiting ? undefined : view.announcement;
  const shared = { title, says, href, address, codec: instrument.codec, said };
  const newest = useRef(shared);
  newest.current = shared;
  const linked = `${url}#${address.fragment ?? ''}`;
  return {
    state,
    view,
    dispatch,
    report: reportOf(repository, title, `${says ?? ''}\n${linked}`),
    link: (
      <StateLink
        address={address}
        href={href}
        elsewhere={isPage ? undefined : (instrument.elsewhere ?? `Open in ${instrument.name}`)}
        share={<ShareButton state={newest} />}
        save={<ShareButton state={newest} saves />}
      />
    ),
  };
}
