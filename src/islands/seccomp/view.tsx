import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Edit } from '../../engine/text/index.ts';
import { StateLink } from '../../instrument/address/StateLink.tsx';
import { useAddress } from '../../instrument/address/useAddress.ts';
import { reportOf } from '../../share/reportOf.ts';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { revealLine } from '../../ui/revealLine.ts';
import { useSettled } from '../../ui/useSettled.ts';
import { FindingList } from './panels/answer/FindingList.tsx';
import { AskPanel } from './panels/ask/AskPanel.tsx';
import { CallTable } from './panels/calls/CallTable.tsx';
import { ProfilePanel } from './panels/profile/ProfilePanel.tsx';
import { UndoLine } from '../../ui/UndoLine.tsx';
import { usePreset } from './panels/usePreset.ts';
import { useTables } from './panels/useTables.ts';
import { ADDRESS_CODEC } from './state/addressCodec.ts';
import type { OfferShown } from './state/Inspection.ts';
import { linkOf } from './state/linkOf.ts';
import { init, isWaiting, update } from './state/model.ts';
import type { Mode, Opening, Served } from './state/State.ts';
import type { Goal } from './words/completions/Goal.ts';
import { select } from './words/select.ts';
import { useAnswers } from './worker/useAnswers.ts';
import { useInspection } from './worker/useInspection.ts';

/** What the static page hands to the instrument. */
export interface SeccompProps {
  mode: Mode;
  /** Distinguishes the instruments on one page: the ids of its fields begin with it. */
  id: string;
  opening: Opening;
  served: Served;
  /** The instrument's own page: its path, and its whole address for reports. */
  checkerHref: string;
  checkerUrl: string;
  /** What can be asked for by its goal, on the instrument's own page. */
  goals?: readonly Goal[];
  /** Where "Report a wrong answer" goes (REPO_URL); undefined where the build has none. */
  repository?: string | undefined;
}

/** The profile checker. Its first render, on the server and at hydration, is a function of the props alone. */
export default function SeccompChecker({
  mode,
  id,
  opening,
  served,
  checkerHref,
  checkerUrl,
  repository,
  goals,
}: SeccompProps) {
  const [state, dispatch] = useReducer(update, undefined, () => init(mode, opening, served));
  const view = useMemo(() => select(state), [state]);
  const { source, text, target, call, roadsOf, show, find, on, sort } = state;
  // Answers come and go without a change of what a link says.
  const link = useMemo(() => linkOf(state), [source, text, target, call, roadsOf, show, find, on, sort]);
  const onOpen = useCallback(
    (opened: Opening, initial: boolean) => dispatch({ kind: 'open', opening: opened, initial }),
    [],
  );
  const address = useAddress({
    isPage: mode === 'page',
    link,
    changed: state.changed,
    codec: ADDRESS_CODEC,
    start: opening,
    onOpen,
  });
  const said = useSettled(view.announcement);
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

  const report = reportOf(
    repository,
    `Profile checker: ${view.ask.text}`,
    `${view.announcement}\n${checkerUrl}#${address.fragment ?? ''}`,
  );
  return (
    <div class={`checker ${mode}`}>
      <Notices items={view.notices} />
      <div class="checker-parts">
        <AskPanel
          view={view}
          dispatch={dispatch}
          id={id}
          fieldId={fieldId}
          landmark={mode === 'page' ? 'Ask' : undefined}
          report={report}
          arch={state.target.arch}
          goals={goals ?? NO_GOALS}
          onTryAgain={() => (state.fetching ? fetchAgain() : loadAgain())}
          onInspectAgain={inspectAgain}
          onAskRoad={askRoad}
          onAskLine={askLine}
          onOffer={makeOffer}
          onStartFix={letStart}
          onStartOver={startOver}
          onShowAnswer={() => showAnswer(id)}
          link={
            <StateLink
              address={address}
              elsewhere={mode === 'page' ? undefined : { href: checkerHref, words: 'Open in the profile checker' }}
              text={text}
              fileName="profile.json"
            />
          }
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
