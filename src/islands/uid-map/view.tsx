import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { StateLink } from '../../instrument/address/StateLink.tsx';
import { sameFields } from '../../instrument/address/sameFields.ts';
import { useAddress } from '../../instrument/address/useAddress.ts';
import { reportOf } from '../../share/reportOf.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { useSettled } from '../../ui/useSettled.ts';
import { PlanPanel } from './panels/PlanPanel.tsx';
import { ReadPanel } from './panels/ReadPanel.tsx';
import { SystemPanel } from './panels/SystemPanel.tsx';
import { showAnswer } from './panels/showAnswer.ts';
import { TaskChoice } from './panels/TaskChoice.tsx';
import type { UidMapProps } from './panels/UidMapProps.ts';
import { WishPanel } from './panels/WishPanel.tsx';
import { ADDRESS_CODEC } from './state/addressCodec.ts';
import type { Opening } from './state/State.ts';
import { begin, live, shownLink } from './worker/live.ts';
import { liveView } from './worker/liveView.ts';
import { useAnswers } from './worker/useAnswers.ts';

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
    showAnswer(id);
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
          <WishPanel view={view.make} undo={view.undo} dispatch={dispatch} id={id} />
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
