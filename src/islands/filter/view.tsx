import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { useFiles } from '../../instrument/traceFiles/useFiles.ts';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { subject } from '../../instrument/words/subject.ts';
import { isWaiting } from '../../instrument/worker/useWaiting.ts';
import { FILTER_LINK, type FilterLink } from '../../share/filterLink.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { PhraseText } from '../../ui/PhraseText.tsx';
import { useEarlyElement } from '../../ui/useEarlyElement.ts';
import { AskPanel } from './panels/AskPanel.tsx';
import { CallsPanel, TakePanel } from './panels/CallsPanel.tsx';
import { showIn } from './panels/showIn.ts';
import { ProgramTable, TreePanel } from './panels/TreePanel.tsx';
import { init, linkOf, openFragment, update } from './state/model.ts';
import type { Answer, Dispatch, Message, NumberRow, Opening, Reply, RunShown, State } from './state/State.ts';
import { type StepView, select, type View } from './words/select.ts';
import { CALL_FILES } from './worker/callFiles.ts';
import { useAnswers } from './worker/useAnswers.ts';

export interface StepPanelProps {
  id: string;
  Heading: 'h2' | 'h3';
  runs: readonly RunShown[];
  step: StepView | undefined;
  dispatch: Dispatch;
}

/** The calls with their answers, and the first of them step by step. */
export function StepPanel({ id, Heading, runs, step, dispatch }: StepPanelProps) {
  return (
    <section class="panel filter-steps" data-answer="" aria-labelledby={`${id}-steps`}>
      <header>
        <Heading id={`${id}-steps`}>The calls</Heading>
      </header>
      <ul class="filter-runs">
        {runs.map(({ name, tone, headline, sees, cost }, at) => (
          <li key={at}>
            <b>{name}</b> <Chip tone={tone}>{headline}</Chip>{' '}
            <span>
              <PhraseText phrase={sees} fieldId={undefined} /> {cost}
            </span>
          </li>
        ))}
      </ul>
      {step && <Stepper step={step} dispatch={dispatch} />}
    </section>
  );
}

function Stepper({ step: { at, count, step }, dispatch }: { step: StepView; dispatch: Dispatch }) {
  const go = (to: number) => dispatch({ kind: 'step', step: to === count ? undefined : to });
  return (
    <div class="panel-part filter-stepper">
      <p class="filter-deeds">
        <button type="button" class="btn" aria-disabled={at === 1} onClick={() => go(1)}>
          First step
        </button>
        <button type="button" class="btn" aria-disabled={at === 1} onClick={() => go(Math.max(1, at - 1))}>
          Back
        </button>
        <button type="button" class="btn" aria-disabled={at === count} onClick={() => go(Math.min(count, at + 1))}>
          Forward
        </button>
        <button type="button" class="btn" aria-disabled={at === count} onClick={() => go(count)}>
          Last step
        </button>
      </p>
      <p role="status">
        <b>
          Step {at} of {count}, instruction {step.row}.
        </b>{' '}
        {step.words} Accumulator: <code>{step.accumulator}</code>.
      </p>
    </div>
  );
}

export interface BesideProps {
  beside: NonNullable<Answer['libseccomp']>;
  /** The reader opens it: its rows may not be there yet. */
  onOpen: () => void;
}

/** libseccomp's program, in the page once it is opened. */
export function Beside({ beside: { title, note, rows, ways }, onOpen }: BesideProps) {
  const [isOpen, setOpen] = useState(false);
  const toggle = (opened: boolean) => {
    setOpen(opened);
    if (opened) onOpen();
  };
  return (
    <details
      class="filter-beside"
      ref={useEarlyElement(({ open }: HTMLDetailsElement) => open && toggle(true))}
      open={isOpen}
      onToggle={({ currentTarget }) => toggle(currentTarget.open)}
    >
      <summary>{title}</summary>
      <p class="filter-note">{note}</p>
      {isOpen && rows.length > 0 && (
        <ProgramTable caption="libseccomp’s instructions" rows={rows} runs={ways} current={undefined} />
      )}
    </details>
  );
}

/** What the program costs, beside libseccomp's. */
export function NumbersTable({ rows, compares }: { rows: readonly NumberRow[]; compares: boolean }) {
  return (
    <table class="filter-numbers">
      <caption class="visually-hidden">What the program costs</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">Measure</span>
          </th>
          <th scope="col">This program</th>
          {compares && <th scope="col">libseccomp’s</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, ours, libseccomp }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{ours}</td>
            {compares && <td>{libseccomp}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface ListingBoxProps {
  /** The row of the step in sight. */
  current: number;
  children: ComponentChildren;
}

/** A long listing in a box of its own, which follows the step in sight. The steps in it take the focus, so that the box scrolls by keyboard as well. */
export function ListingBox({ current, children }: ListingBoxProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => showIn(box.current), [current]);
  return (
    <div class="filter-box" ref={box}>
      {children}
    </div>
  );
}

/** What the static page hands to the filter's page. */
export interface FilterProps extends InstrumentProps<Opening> {
  /** The answer that the page is served with. */
  served: Reply;
}

const FILTER: Instrument<State, Message, View, FilterLink, Opening> = {
  update,
  select,
  linkOf,
  isChanged: ({ changed }) => changed,
  isWaiting,
  codec: { format: FILTER_LINK, open: openFragment },
  name: 'the filter program',
  subjectOf: ({ asked: { call } }) => subject('Filter program', call),
};

/** A filter's program. Its first render, on the server and at hydration, is a function of the props alone. */
export default function FilterProgram(props: FilterProps) {
  const { mode, id, opening, served } = props;
  const { state, view, dispatch, report, link } = useInstrument(FILTER, props, () => init(opening, served));
  const tryAgain = useAnswers(state, dispatch);
  useFiles(CALL_FILES, state.traced.reading, dispatch);
  const { answer, refusal, missing } = view;
  const isPage = mode === 'page';
  // The headings of a chapter are its own.
  const Heading = isPage ? 'h2' : 'h3';
  const table = answer && (
    <ProgramTable
      caption="The program’s instructions"
      rows={answer.rows}
      runs={answer.runs}
      current={view.step?.step.row}
      onStep={(step) => dispatch({ kind: 'step', step: step === view.step?.count ? undefined : step })}
    />
  );
  return (
    <div class={`island filter-program ${mode}`}>
      <Notices items={view.notices} />
      <div class="island-parts">
        <AskPanel id={id} isPage={isPage} view={view} dispatch={dispatch}>
          {missing?.done !== undefined && (
            <p class="filter-search">
              <label for={`${id}-done`}>Searching for fewer instructions</label>{' '}
              <progress id={`${id}-done`} max={1} value={missing.done} />
            </p>
          )}
          {missing && missing.done === undefined && (
            <Missing what="the program" trouble={missing.trouble} onTryAgain={tryAgain} />
          )}
          <MissingScript of="the filter program" />
        </AskPanel>
        {refusal !== undefined && (
          <section class="panel deny" data-answer="" data-picture="" aria-label="Answer">
            <div class="said filter-said">
              <Heading class="headline short shaped">No program</Heading>
              <p>{refusal}</p>
            </div>
            <div class="panel-foot">{link}</div>
          </section>
        )}
        {answer && (
          <section class={`panel ${answer.tone}`} data-answer="" data-picture="" aria-label="Answer">
            <div class="said filter-said">
              <Heading class="headline short shaped">{answer.headline}</Heading>
              {answer.lines.map((line, at) => (
                <p key={at}>
                  <PhraseText phrase={line} fieldId={undefined} />
                </p>
              ))}
            </div>
            {isPage && <NumbersTable rows={answer.numbers} compares={answer.libseccomp !== undefined} />}
            <div class="panel-foot">
              <ComputedFor items={answer.computedFor} report={report} />
              {link}
            </div>
          </section>
        )}
        {isPage && answer?.calls && <CallsPanel id={id} calls={answer.calls} against={answer.against} />}
        {answer && answer.runs.length > 0 && (
          <StepPanel id={id} Heading={Heading} runs={answer.runs} step={view.step} dispatch={dispatch} />
        )}
        {isPage && answer && view.step && answer.blocks.length > 1 && (
          <TreePanel id={id} answer={answer} step={view.step} dispatch={dispatch} />
        )}
        {answer && (
          <section class="panel filter-listing" data-answer="" aria-labelledby={`${id}-program-title`}>
            <header>
              <Heading id={`${id}-program-title`}>The program</Heading>
            </header>
            {isPage && view.step ? <ListingBox current={view.step.step.row}>{table}</ListingBox> : table}
            {isPage && answer.libseccomp && (
              <Beside beside={answer.libseccomp} onOpen={() => dispatch({ kind: 'beside' })} />
            )}
          </section>
        )}
        {isPage && answer && <TakePanel id={id} forms={answer.forms} />}
      </div>
      <LiveRegion text={view.announcement} />
    </div>
  );
}
