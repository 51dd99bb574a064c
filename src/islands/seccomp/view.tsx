import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../engine/seccomp/index.ts';
import type { Edit } from '../../engine/text/index.ts';
import type { Program } from '../../instrument/checks/completeCheck.ts';
import { Tests } from '../../instrument/checks/Tests.tsx';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { subject } from '../../instrument/words/subject.ts';
import type { SeccompLink } from '../../share/seccompLink.ts';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { PhraseText } from '../../ui/PhraseText.tsx';
import { revealLine } from '../../ui/revealLine.ts';
import { SourceLinks } from '../../ui/SourceLinks.tsx';
import { shortened } from '../../ui/shortened.ts';
import { UndoLine } from '../../ui/UndoLine.tsx';
import { AskPanel } from './panels/ask/AskPanel.tsx';
import { CallTable } from './panels/calls/CallTable.tsx';
import type { AnswerPart, Panel } from './panels/Panel.ts';
import { ProfilePanel } from './panels/profile/ProfilePanel.tsx';
import { useLoads } from './panels/useLoads.ts';
import type { Message, Opening, Served, State } from './state/Message.ts';
import { init, update } from './state/model.ts';
import { ADDRESS_CODEC } from './state/openFragment.ts';
import { isWaiting, linkOf } from './state/questionOf.ts';
import { completeCall, type Goal } from './words/completions/completeCall.ts';
import { findingLines, HARM_WORDS } from './words/inspectedView.ts';
import { select, type View } from './words/select.ts';
import { useAnswers, useInspection } from './worker/useAnswers.ts';

export interface FindingListProps {
  panel: Panel;
  /** `old`: of a text or a target before the present one. 'offered': not looked for yet. */
  found: NonNullable<View['findings']>;
}

/** More are shown when they are asked for: the worst come first, and notes are folded. */
const SHOWN_AT_FIRST = 6;

/** What the writer of the profile would want to know, worst first: the lines, a call that shows it, and an edit that fixes it. */
export function FindingList({ panel, found }: FindingListProps) {
  const { view, id, dispatch } = panel;
  const [showsAll, setShowsAll] = useState(false);
  // The pressed button goes until the findings are those of the fixed text.
  const fix = (edits: readonly Edit[]) => panel.act({ kind: 'fix', edits, of: 'findings' }, 'findings');
  if (found === 'offered') {
    return (
      <section class="panel findings offered" data-answer="" aria-labelledby={`${id}-findings`}>
        <h2 id={`${id}-findings`}>Findings</h2>
        <button type="button" class="btn" onClick={() => dispatch({ kind: 'look' })}>
          Look for weak spots in this profile
        </button>
      </section>
    );
  }
  const { items, summary, old } = found;
  const harmful = items.filter(({ harm }) => harm !== 'note');
  const notes = items.filter(({ harm }) => harm === 'note');
  const shown = showsAll ? harmful : harmful.slice(0, SHOWN_AT_FIRST);
  const shownAs = (finding: Finding) => (
    <Item
      key={`${finding.code} ${finding.spans[0]?.start} ${finding.message}`}
      finding={finding}
      old={old}
      panel={panel}
      onFix={fix}
    />
  );
  return (
    <section
      class={`panel findings${old ? ' old' : ''}`}
      data-answer=""
      aria-labelledby={`${id}-findings`}
      aria-busy={old}
    >
      <h2 id={`${id}-findings`} tabIndex={-1}>
        Findings
      </h2>
      <UndoLine id={id} undo={view.profile.undo} of="findings" dispatch={dispatch} />
      {old && <p class="waits">Looking for weak spots…</p>}
      {summary && <p>{summary}</p>}
      <ul>{shown.map(shownAs)}</ul>
      {shown.length < harmful.length && (
        <button type="button" class="btn" onClick={() => setShowsAll(true)}>
          Show all {harmful.length}
        </button>
      )}
      {notes.length > 0 && (
        <details class="finding-notes">
          <summary>{notes.length === 1 ? '1 note' : `${notes.length} notes`}</summary>
          <ul>{notes.map(shownAs)}</ul>
        </details>
      )}
    </section>
  );
}

interface ItemProps {
  finding: Finding;
  old: boolean;
  panel: Panel;
  onFix: (edits: readonly Edit[]) => void;
}

function Item({ finding, old, panel, onFix }: ItemProps) {
  return (
    <li class={finding.harm}>
      <p class="finding-title">
        <span class="harm">{HARM_WORDS[finding.harm]}</span> <b>{shortened(finding.title)}</b>
      </p>
      <p>
        {shortened(finding.message)}{' '}
        <PhraseText phrase={findingLines(finding.spans)} fieldId={old ? undefined : panel.fieldId} />
      </p>
      {finding.why && <p class="finding-why">{finding.why}</p>}
      <SourceLinks sources={finding.sources} />
      {!old && <Deeds finding={finding} panel={panel} onFix={onFix} />}
    </li>
  );
}

function Deeds({ finding: { ask, fix }, panel, onFix }: Omit<ItemProps, 'old'>) {
  if (!ask && !fix) return null;
  return (
    <p class="finding-deeds">
      {ask && (
        <button type="button" class="btn" onClick={() => panel.act({ kind: 'ask', call: ask }, 'verdict')}>
          Check <code>{ask}</code>
        </button>
      )}
      {fix && (
        <button type="button" class="btn" onClick={() => onFix(fix)}>
          Fix
        </button>
      )}
    </p>
  );
}

/** What the static page hands to the instrument. */
export interface SeccompProps extends InstrumentProps<Opening> {
  served: Served;
  /** What can be asked for by its goal, on the instrument's own page. */
  goals?: readonly Goal[];
  /** The command as the site serves it, which the tests on that page lead to. */
  program?: Program;
}

const CHECKER: Instrument<State, Message, View, SeccompLink, Opening> = {
  update,
  select,
  linkOf,
  isChanged: ({ changed }) => changed,
  isWaiting: (state) => isWaiting(state) || state.fetching !== undefined,
  codec: ADDRESS_CODEC,
  name: 'the profile checker',
  subjectOf: ({ asked }) => subject('Profile checker', asked.call),
};

/** The profile checker. Its first render, on the server and at hydration, is a function of the props alone. */
export default function SeccompChecker(props: SeccompProps) {
  const { mode, id, opening, served, goals, href, program } = props;
  const { state, view, dispatch, report, link } = useInstrument(CHECKER, props, () => init(mode, opening, served));
  useAnswers(state, dispatch);
  const inspectAgain = useInspection(state, dispatch);
  const loadAgain = useLoads(state, dispatch);

  const fieldId = `${id}-text`;
  const { question } = state.answer;
  const answeredPreset = 'preset' in question.source ? question.source.preset : '';
  const { litLine } = view.profile;
  // A new question or profile shows its line again, also where its number is the same; what the reader types in the text moves nothing, nor does an answer
  // to it that comes once the field is left: a phone's keyboard that is put away takes the focus along.
  useEffect(() => {
    if (litLine !== undefined && !state.typing) revealLine(fieldId, litLine);
  }, [fieldId, litLine, answeredPreset, question.call]);

  /** What to bring into sight once the answer is there, and what has the focus until then. */
  const awaited = useRef<{ part: AnswerPart; focused: Element | null } | undefined>(undefined);
  /** Does what brings another answer, and brings that into sight: the pressed button may go with the one before. */
  const act = (message: Message, part: AnswerPart) => {
    dispatch(message);
    // A profile's text is still to come.
    if (message.kind !== 'fetch') show(id, part);
    awaited.current = { part, focused: document.activeElement };
  };
  const waiting = CHECKER.isWaiting(state);
  // What the answer changes above the card would leave it cut off.
  useLayoutEffect(() => {
    if (waiting) return;
    // Whoever has gone on to something else meanwhile is not called back; the focus of a button that went is the body's.
    const { activeElement, body } = document;
    if (awaited.current && [awaited.current.focused, body].includes(activeElement)) show(id, awaited.current.part);
    awaited.current = undefined;
  });
  const { calls } = state.answer.reading;
  const table = useMemo(
    () =>
      view.table && (
        <CallTable
          id={id}
          table={view.table}
          stale={view.stale}
          dispatch={dispatch}
          onAsk={(call) => act({ kind: 'ask', call }, 'verdict')}
        />
      ),
    [id, calls, view.table === undefined, view.stale, state.on, state.show, state.find, state.sort],
  );

  const isPage = mode === 'page';
  const panel: Panel = { view, id, fieldId, isPage, dispatch, act, showAnswer: () => show(id, 'answer') };

  return (
    <div class={`island checker ${mode}`}>
      <Notices items={view.notices} />
      <div class="island-parts">
        <AskPanel
          panel={panel}
          report={report}
          goals={goals ?? NO_GOALS}
          onTryAgain={loadAgain}
          onInspectAgain={inspectAgain}
          link={link}
        />
        <ProfilePanel panel={panel} />
        {view.findings && <FindingList panel={panel} found={view.findings} />}
      </div>
      {isPage && program && (
        <Tests
          program={program}
          text={state.checks}
          href={href.replace('play/seccomp', 'reference/checks')}
          load={loadTests}
          props={{ ...panel, state, completeCall, goals: goals ?? NO_GOALS }}
        />
      )}
      {table}
      <LiveRegion text={view.announcement} />
    </div>
  );
}

/** Where each part of the answer begins: the whole with whether a container starts, else with the verdict, else with the question. */
const BEGINS: Record<AnswerPart, readonly string[]> = {
  verdict: ['verdict'],
  trace: ['trace'],
  use: ['use'],
  findings: ['findings'],
  answer: ['start', 'verdict', 'ask'],
};

/** Brings the card of the part into sight, its first line in any case, and the focus there. */
function show(id: string, part: AnswerPart): void {
  const card = BEGINS[part].map((each) => document.getElementById(`${id}-${each}`)).find((each) => each !== null);
  card?.focus({ preventScroll: true });
  // At once: it may be far, and what arrives meanwhile would move it.
  for (const each of [card, card?.firstElementChild]) each?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

const NO_GOALS: readonly Goal[] = [];

const loadTests = () => import('./panels/ProfileTests.tsx').then(({ ProfileTests }) => ProfileTests);
