import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { StateLink } from '../../instrument/address/StateLink.tsx';
import { sameFields } from '../../instrument/address/sameFields.ts';
import { useAddress } from '../../instrument/address/useAddress.ts';
import { reportOf } from '../../share/reportOf.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { useSettled } from '../../ui/useSettled.ts';
import type { UidMapExample } from './panels/ExampleLinks.tsx';
import { MappingPanel } from './panels/MappingPanel.tsx';
import { PlanPanel } from './panels/PlanPanel.tsx';
import { ReadPanel } from './panels/ReadPanel.tsx';
import { SystemPanel } from './panels/SystemPanel.tsx';
import { TaskChoice } from './panels/TaskChoice.tsx';
import { ADDRESS_CODEC } from './state/addressCodec.ts';
import type { Mode, Opening } from './state/State.ts';
import { begin, live, shownLink } from './worker/live.ts';
import { liveView } from './worker/liveView.ts';
import type { Answered } from './worker/Question.ts';
import { useAnswers } from './worker/useAnswers.ts';

/** What the static page hands to the calculator. */
export interface UidMapProps {
  mode: Mode;
  /** Distinguishes the calculators on one page: the ids of its fields begin with it. */
  id: string;
  opening: Opening;
  /** The answer to that, as the served page shows it. */
  first: Answered;
  /** The site’s base, without a slash at its end. */
  base: string;
  /** The calculator’s own page: its path, and its whole address for reports. */
  calculatorHref: string;
  calculatorUrl: string;
  /** Worked cases that are offered while there is no text. */
  examples: readonly UidMapExample[];
  /** Where “Report a wrong answer” goes (REPO_URL); undefined where the build has none. */
  repository?: string | undefined;
}

/** The UID-mapping calculator. Its first render, on the server and at hydration, is a function of the props alone. */
export default function UidMapCalculator({
  mode,
  id,
  opening,
  first,
  base,
  calculatorHref,
  calculatorUrl,
  examples,
  repository,
}: UidMapProps) {
  const [present, dispatch] = useReducer(live, first, begin);
  const view = useMemo(() => liveView(present), [present]);
  const tryAgain = useAnswers(present, mode, dispatch);
  const isPage = mode === 'page';
  const state = present.shown;
  // An answer brings a state that says the same in other objects.
  const newest = useMemo(() => shownLink(present), [present]);
  const kept = useRef(newest);
  if (!sameFields(kept.current, newest)) kept.current = newest;
  const link = kept.current;
  const onOpen = useCallback(
    (opened: Opening, initial: boolean) =>
      dispatch({ kind: 'open', opening: opened, over: initial ? opening.link : undefined }),
    [opening],
  );
  const address = useAddress({ isPage, link, changed: state.changed, codec: ADDRESS_CODEC, start: opening, onOpen });
  const isAwaited = useRef(false);
  useEffect(() => {
    if (!isAwaited.current || view.task !== 'read') return;
    isAwaited.current = false;
    // The ID that is asked for, and its answer under it, once they are drawn.
    requestAnimationFrame(() => document.getElementById(`${id}-answer`)?.parentElement?.scrollIntoView());
  }, [view.task, id]);
  const lookUp = () => {
    isAwaited.current = true;
    dispatch({ kind: 'look-up' });
  };
  const said = useSettled(view.announcement);
  const fieldId = (text: number) => (text === 0 ? `${id}-text` : `${id}-text-${text}`);
  const report = reportOf(repository, 'UID map', `${view.announcement}\n${calculatorUrl}#${address.fragment ?? ''}`);
  const foot = (
    <div class="uid-map-foot">
      {!view.missing && <ComputedFor items={(view.make ?? view.read).computedFor} report={report} />}
      <StateLink
        address={address}
        elsewhere={isPage ? undefined : { href: calculatorHref, words: 'Open in the UID map' }}
        text={state.task === 'make' ? state.have : state.texts[0]}
        fileName="pasted.txt"
      />
    </div>
  );
  const answering = { missing: view.missing, onTryAgain: tryAgain };
  return (
    <div class={`uid-map ${mode}`}>
      <Notices items={view.notices} />
      {isPage && <TaskChoice task={view.chosen} dispatch={dispatch} id={id} />}
      {view.make ? (
        <div class="uid-map-parts making">
          <MappingPanel view={view.make} undo={view.undo} dispatch={dispatch} id={id} />
          <PlanPanel
            view={view.make}
            {...answering}
            onLookUp={lookUp}
            dispatch={dispatch}
            id={id}
            examples={examples}
            foot={foot}
          />
        </div>
      ) : isPage ? (
        <div class="uid-map-parts">
          <SystemPanel view={view.read} undo={view.undo} dispatch={dispatch} id={id} fieldId={fieldId} />
          <ReadPanel
            view={view.read}
            {...answering}
            dispatch={dispatch}
            id={id}
            fieldId={fieldId}
            base={base}
            examples={examples}
            foot={foot}
          />
        </div>
      ) : (
        <ReadPanel
          view={view.read}
          {...answering}
          dispatch={dispatch}
          id={id}
          fieldId={undefined}
          base={base}
          examples={NO_EXAMPLES}
          foot={foot}
        />
      )}
      <LiveRegion>{said}</LiveRegion>
    </div>
  );
}

/** Embedded, the text is the author's. */
const NO_EXAMPLES: UidMapProps['examples'] = [];
