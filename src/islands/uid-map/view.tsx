import { useEffect, useRef } from 'preact/hooks';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import type { UidMapLink } from '../../share/uidMapLink.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import type { UidMapExample } from './panels/ExampleLinks.tsx';
import { MappingPanel } from './panels/MappingPanel.tsx';
import { PlanPanel } from './panels/PlanPanel.tsx';
import { ReadPanel } from './panels/ReadPanel.tsx';
import { SystemPanel } from './panels/SystemPanel.tsx';
import { TaskChoice } from './panels/TaskChoice.tsx';
import { ADDRESS_CODEC } from './state/addressCodec.ts';
import type { Opening } from './state/State.ts';
import { begin, type Live, type LiveMessage, live, shownLink } from './worker/live.ts';
import { type LiveView, liveView } from './worker/liveView.ts';
import type { Answered } from './worker/Question.ts';
import { useAnswers } from './worker/useAnswers.ts';

/** What the static page hands to the calculator. */
export interface UidMapProps extends InstrumentProps<Opening> {
  /** The answer to the opening, as the served page shows it. */
  first: Answered;
  /** The site’s base, without a slash at its end. */
  base: string;
  /** Worked cases that are offered while there is no text. */
  examples: readonly UidMapExample[];
}

const CALCULATOR: Instrument<Live, LiveMessage, LiveView, UidMapLink, Opening> = {
  update: live,
  select: liveView,
  linkOf: shownLink,
  isChanged: ({ shown }) => shown.changed,
  codec: ADDRESS_CODEC,
  name: 'the UID map',
  subjectOf: () => 'UID map',
  textOf: ({ shown: { task, have, texts } }) => (task === 'make' ? have : texts[0]),
  fileName: 'pasted.txt',
};

/** The UID-mapping calculator. Its first render, on the server and at hydration, is a function of the props alone. */
export default function UidMapCalculator(props: UidMapProps) {
  const { mode, id, first, base, examples } = props;
  const { state, view, dispatch, said, report, link } = useInstrument(CALCULATOR, props, () => begin(first));
  const tryAgain = useAnswers(state, mode, dispatch);
  const isPage = mode === 'page';
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
  const fieldId = (text: number) => (text === 0 ? `${id}-text` : `${id}-text-${text}`);
  const foot = (
    <div class="panel-foot">
      {!view.missing && <ComputedFor items={(view.make ?? view.read).computedFor} report={report} />}
      {link}
    </div>
  );
  const answering = { missing: view.missing, onTryAgain: tryAgain };
  return (
    <div class={`island uid-map ${mode}`}>
      <Notices items={view.notices} />
      {isPage && <TaskChoice task={view.chosen} dispatch={dispatch} id={id} />}
      {view.make ? (
        <div class="island-parts making">
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
        <div class="island-parts">
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
