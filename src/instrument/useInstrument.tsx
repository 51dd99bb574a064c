import { useCallback, useMemo, useReducer } from 'preact/hooks';
import { reportOf } from '../share/reportOf.ts';
import { StateLink } from './address/StateLink.tsx';
import { useAddress } from './address/useAddress.ts';
import type { Instrument, InstrumentProps, OpeningOf } from './Instrument.ts';

/** Runs an instrument in a page: its state and what is seen of it, its address, and what is reported and linked of it. */
export function useInstrument<
  State,
  Message,
  View extends { announcement: string },
  Link extends object,
  Opening extends OpeningOf<Link>,
>(
  instrument: Instrument<State, Message, View, Link, Opening>,
  { mode, opening, href, url, repository }: InstrumentProps<Opening>,
  begin: () => State,
) {
  const [state, dispatch] = useReducer(instrument.update, undefined, begin);
  const view = useMemo(() => instrument.select(state), [state]);
  const onOpen = useCallback(
    (opened: Opening, isInitial: boolean) =>
      dispatch({ kind: 'open', opening: opened, over: isInitial ? opening.link : undefined }),
    [opening],
  );
  const isPage = mode === 'page';
  const address = useAddress({
    isPage,
    link: instrument.linkOf(state),
    changed: instrument.isChanged(state),
    codec: instrument.codec,
    start: opening,
    onOpen,
  });
  const linked = `${url}#${address.fragment ?? ''}`;
  return {
    state,
    view,
    dispatch,
    report: reportOf(repository, instrument.subjectOf(state), `${view.announcement}\n${linked}`),
    link: (
      <StateLink
        address={address}
        elsewhere={isPage ? undefined : { href, words: instrument.elsewhere ?? `Open in ${instrument.name}` }}
        text={instrument.textOf(state)}
        fileName={instrument.fileName}
      />
    ),
  };
}
