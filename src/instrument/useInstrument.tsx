import { useCallback, useMemo, useReducer } from 'preact/hooks';
import { type Diagnostic, error } from '../engine/text/index.ts';
import { reportOf } from '../share/reportOf.ts';
import { writeStateFile } from '../share/stateFile.ts';
import { StateLink } from './address/StateLink.tsx';
import { useAddress } from './address/useAddress.ts';
import { useStateFiles } from './address/useStateFiles.ts';
import type { Instrument, InstrumentProps, OpeningOf } from './Instrument.ts';
import { sharedState } from './share/sharedState.ts';

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
  const onRefused = useCallback(
    (name: string) =>
      dispatch({ kind: 'open', opening: { ...opening, notices: [notAState(name)] }, over: opening.link }),
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
  const sharedAt = (button: HTMLElement) =>
    sharedState(button, {
      ...{ title: instrument.subjectOf(state), says: view.announcement, href, whenPacked: address.whenPacked },
      write: (page) => writeStateFile(instrument.codec.format, page, instrument.linkOf(state)),
    });
  useStateFiles(isPage, href, onRefused);
  const linked = `${url}#${address.fragment ?? ''}`;
  return {
    state,
    view,
    dispatch,
    report: reportOf(repository, instrument.subjectOf(state), `${view.announcement}\n${linked}`),
    link: (
      <StateLink
        address={address}
        href={href}
        elsewhere={isPage ? undefined : (instrument.elsewhere ?? `Open in ${instrument.name}`)}
        text={instrument.textOf(state)}
        fileName={instrument.fileName}
        sharedAt={sharedAt}
      />
    ),
  };
}

/** Of a file whose name is a saved state's. What the reader has typed stays. */
const notAState = (name: string): Diagnostic =>
  error(
    'state-file',
    `${name} holds no state that this page can open.`,
    'Save the state again, or rename the file if it is the text itself.',
  );
