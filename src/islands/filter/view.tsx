import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { useFiles } from '../../instrument/traceFiles/useFiles.ts';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { subject } from '../../instrument/words/subject.ts';
import { isWaiting } from '../../instrument/worker/Waiting.ts';
import { FILTER_LINK, type FilterLink } from '../../share/filterLink.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { PhraseText } from '../../ui/PhraseText.tsx';
import { AskPanel } from './panels/AskPanel.tsx';
import { Beside } from './panels/Beside.tsx';
import { CallsPanel } from './panels/CallsPanel.tsx';
import { ListingBox } from './panels/ListingBox.tsx';
import { NumbersTable } from './panels/NumbersTable.tsx';
import { ProgramTable } from './panels/ProgramTable.tsx';
import { StepPanel } from './panels/StepPanel.tsx';
import { TakePanel } from './panels/TakePanel.tsx';
import { TreePanel } from './panels/TreePanel.tsx';
import { init, linkOf, update } from './state/model.ts';
import { openFragment } from './state/openFragment.ts';
import type { Reply } from './state/Reply.ts';
import type { Message, Opening, State } from './state/State.ts';
import { select, type View } from './words/select.ts';
import { CALL_FILES } from './worker/callFiles.ts';
import { useAnswers } from './worker/useAnswers.ts';

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
