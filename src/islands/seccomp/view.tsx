import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import type { Edit } from '../../engine/text/index.ts';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import type { SeccompLink } from '../../share/seccompLink.ts';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { revealLine } from '../../ui/revealLine.ts';
import { UndoLine } from '../../ui/UndoLine.tsx';
import { FindingList } from './panels/answer/FindingList.tsx';
import { AskPanel } from './panels/ask/AskPanel.tsx';
import { CallTable } from './panels/calls/CallTable.tsx';
import { ProfilePanel } from './panels/profile/ProfilePanel.tsx';
import { usePreset } from './panels/usePreset.ts';
import { useTables } from './panels/useTables.ts';
import type { OfferShown } from './state/Inspection.ts';
import type { Message } from './state/Message.ts';
import { init, update } from './state/model.ts';
import { ADDRESS_CODEC } from './state/openFragment.ts';
import { linkOf } from './state/opening.ts';
import { isWaiting } from './state/questionOf.ts';
import type { Opening, Served, State } from './state/State.ts';
import type { Goal } from './words/completions/Goal.ts';
import { select, type View } from './words/select.ts';
import { useAnswers } from './worker/useAnswers.ts';
import { useInspection } from './worker/useInspection.ts';

/** What the static page hands to the instrument. */
export interface SeccompProps extends InstrumentProps<Opening> {
  served: Served;
  /** What can be asked for by its goal, on the instrument's own page. */
  goals?: readonly Goal[];
}

const CHECKER: Instrument<State, Message, View, SeccompLink, Opening> = {
  update,
  select,
  linkOf,
  isChanged: ({ changed }) => changed,
  codec: ADDRESS_CODEC,
  name: 'the profile checker',
  subjectOf: ({ asked }) => `Profile checker: ${asked.call}`,
  textOf: ({ asked }) => asked.text,
  fileName: 'profile.json',
};

/** The profile checker. Its first render, on the server and at hydration, is a function of the props alone. */
export default function SeccompChecker(props: SeccompProps) {
  const { mode, id, opening, served, goals } = props;
  const { state, view, dispatch, said, report, link } = useInstrument(CHECKER, props, () =>
    init(mode, opening, served),
  );
  useAnswers(state, dispatch);
  const inspectAgain = useInspection(state, dispatch);
  const fetchAgain = usePreset(state, dispatch);
  const loadAgain = useTables(state, dispatch);

  const fieldId = `${id}-text`;
  const { question } = state.answer;
  const answeredPreset = 'preset' in question.source ? question.source.preset : '';
  const { litLine } = view.profile;
  // A new question or profile shows its line again, also where its number is the same; what the reader types in the text moves nothing.
  useEffect(() => {
    const isTyping = state.typing && document.activeElement?.id === fieldId;
    if (litLine !== undefined && !isTyping) revealLine(fieldId, litLine);
  }, [fieldId, litLine, answeredPreset, question.call]);

  const verdictId = `${id}-verdict`;
  /** What to bring into sight once the answer is there. */
  const awaited = useRef<(() => void) | undefined>(undefined);
  const showNow = useCallback((show: () => void) => {
    awaited.current = show;
    show();
  }, []);
  const askAndShow = useCallback(
    (call: string, kind: 'ask' | 'ask-road' | 'ask-line' = 'ask') => {
      dispatch({ kind, call });
      showNow(() => showCard(verdictId));
    },
    [verdictId],
  );
  const askRoad = useCallback((call: string) => askAndShow(call, 'ask-road'), [askAndShow]);
  const askLine = useCallback((call: string) => askAndShow(call, 'ask-line'), [askAndShow]);
  const makeOffer = useCallback(
    ({ edits, capabilities }: OfferShown) => {
      dispatch({ kind: 'offer', edits, capabilities });
      // The pressed button goes with the refusal.
      showNow(() => showCard(verdictId));
    },
    [verdictId],
  );
  const letStart = useCallback(
    (edits: readonly Edit[]) => {
      dispatch({ kind: 'fix', edits, of: 'start' });
      // The pressed button goes with what kept the container from starting.
      showNow(() => showAnswer(id));
    },
    [id],
  );
  const startOver = useCallback(
    (preset: string) => {
      dispatch({ kind: 'fetch', id: preset });
      awaited.current = () => showAnswer(id);
    },
    [id],
  );
  const waiting = isWaiting(state) || state.fetching !== undefined;
  // What the answer changes above the card would leave it cut off.
  useEffect(() => {
    if (waiting) return;
    awaited.current?.();
    awaited.current = undefined;
  });
  const { calls } = state.answer.reading;
  const table = useMemo(
    () =>
      view.table && (
        <CallTable
          id={id}
          table={view.table}
          show={state.show}
          find={state.find}
          sort={state.sort}
          stale={view.stale}
          dispatch={dispatch}
          onAsk={askAndShow}
        />
      ),
    [id, calls, view.table === undefined, view.stale, state.on, state.show, state.find, state.sort],
  );

  return (
    <div class={`island checker ${mode}`}>
      <Notices items={view.notices} />
      <div class="island-parts">
        <AskPanel
          view={view}
          dispatch={dispatch}
          id={id}
          fieldId={fieldId}
          landmark={mode === 'page' ? 'Ask' : undefined}
          report={report}
          arch={state.asked.target.arch}
          goals={goals ?? NO_GOALS}
          onTryAgain={() => (state.fetching ? fetchAgain() : loadAgain())}
          onInspectAgain={inspectAgain}
          onAskRoad={askRoad}
          onAskLine={askLine}
          onOffer={makeOffer}
          onStartFix={letStart}
          onStartOver={startOver}
          onShowAnswer={() => showAnswer(id)}
          link={link}
        />
        <ProfilePanel
          view={view}
          dispatch={dispatch}
          id={id}
          fieldId={fieldId}
          compact={mode === 'embedded'}
          onShowAnswer={() => showAnswer(id)}
        />
        {view.findings && (
          <FindingList
            id={id}
            found={view.findings}
            fieldId={fieldId}
            dispatch={dispatch}
            onAsk={askAndShow}
            undo={<UndoLine id={id} undo={view.profile.undo} of="findings" dispatch={dispatch} />}
          />
        )}
      </div>
      {table}
      <LiveRegion>{said}</LiveRegion>
    </div>
  );
}

/** Brings the top of what is answered into sight: that a container starts or not, else the verdict, else the question. */
function showAnswer(id: string): void {
  const first = ['start', 'verdict', 'ask'].find((part) => document.getElementById(`${id}-${part}`) !== null);
  if (first !== undefined) showCard(`${id}-${first}`);
}

/** Brings the card into sight, its first line in any case, and the focus there. */
function showCard(id: string): void {
  const card = document.getElementById(id);
  card?.focus({ preventScroll: true });
  // At once: it may be far, and what arrives meanwhile would move it.
  for (const part of [card, card?.firstElementChild]) part?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

const NO_GOALS: readonly Goal[] = [];
