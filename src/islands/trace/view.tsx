import { useLayoutEffect } from 'preact/hooks';
import type { Instrument, InstrumentProps } from '../../instrument/Instrument.ts';
import { Missing, MissingScript } from '../../instrument/recovery/Missing.tsx';
import { useFiles } from '../../instrument/traceFiles/useFiles.ts';
import { useInstrument } from '../../instrument/useInstrument.tsx';
import { isWaiting } from '../../instrument/worker/useWaiting.ts';
import { holdsState } from '../../share/fragment.ts';
import { type ReadFiles, writeSavedTrace } from '../../share/traceFile.ts';
import { readTraceLink, TRACE_LINK, type TraceLink } from '../../share/traceLink.ts';
import { ComputedFor } from '../../ui/ComputedFor.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { LineLink, PhraseText } from '../../ui/PhraseText.tsx';
import { SaveText, saveText } from '../../ui/SaveText.tsx';
import { AnswerHead, CallRows } from './panels/AnswerHead.tsx';
import { FixPanel, OptionList, showAnswer, TraceBox } from './panels/FixPanel.tsx';
import { init, linkOf, openingOf, update } from './state/model.ts';
import type { Answer, Dispatch, MadeShown, Message, Opening, Reply, State } from './state/State.ts';
import { MADE_FILE } from './words/answerWords.ts';
import { NO_START, select, type View } from './words/select.ts';
import { TRACE_FILES } from './worker/traceFiles.ts';
import { useAnswers } from './worker/useAnswers.ts';

export interface MadePanelProps {
  id: string;
  made: MadeShown;
  checkerHref: string;
  dispatch: Dispatch;
}

/** A profile from the trace alone: what a trace cannot prove, and the text, folded. */
export function MadePanel({
  id,
  made: { text, use, otherwise, notes, checker },
  checkerHref,
  dispatch,
}: MadePanelProps) {
  return (
    <section class="panel trace-made" data-answer="" aria-labelledby={`${id}-made`}>
      <header>
        <h2 id={`${id}-made`}>A profile from this trace alone</h2>
      </header>
      <div class="panel-part">
        <p>
          The profile allows the calls of the trace and those that the runtime needs to start, and refuses everything
          else. Test it before you use it.
        </p>
        <ul>
          {notes.map((note, at) => (
            <li key={at}>
              <PhraseText phrase={note} fieldId={undefined} />
            </li>
          ))}
        </ul>
      </div>
      <div class="panel-part">
        <OptionList
          name={`${id}-otherwise`}
          legend="Calls that the profile does not name"
          options={otherwise.options}
          taken={otherwise.taken}
          onChoice={(choice) => dispatch({ kind: 'ask', asked: { otherwise: choice } })}
        />
      </div>
      <div class="panel-part">
        <p class="trace-deeds">
          <CopyButton label="Copy profile" of="made from the trace" text={text} />
          <SaveText text={text} name={MADE_FILE} label={`Save ${MADE_FILE}`} />
          {checker && (
            <a href={`${checkerHref}#${checker}`}>
              Open <span class="visually-hidden">the profile made from the trace </span>in the profile checker
            </a>
          )}
        </p>
        <p class="trace-note">
          <PhraseText phrase={use} fieldId={undefined} />
        </p>
        <details>
          <summary>Show the profile</summary>
          <pre class="trace-diff">{text}</pre>
        </details>
      </div>
    </section>
  );
}

/** The way to take a state elsewhere that no link holds, since its trace was read of files: a file, which “Open a trace…” opens again. */
export function SaveState({ link, read }: { link: TraceLink; read: ReadFiles }) {
  const save = async () => saveText(await writeSavedTrace(link, read), 'trace-check.json');
  return (
    <span class="state-link">
      <span role="status">This trace is too long for a link. </span>
      <button type="button" class="btn" onClick={() => void save()}>
        Save as a file
      </button>
    </span>
  );
}

/** What the static page hands to the page of traces. */
export interface TraceProps extends InstrumentProps<Opening> {
  /** The answer that the page is served with. */
  served: Reply;
  checkerHref: string;
}

const TRACE: Instrument<State, Message, View, TraceLink, Opening> = {
  update,
  select,
  linkOf,
  isChanged: ({ changed }) => changed,
  isWaiting,
  codec: {
    format: TRACE_LINK,
    async open(fragment, limits) {
      const { value, diagnostics } = await readTraceLink(fragment, limits);
      return openingOf(value, diagnostics);
    },
  },
  name: 'the trace check',
  subjectOf: () => 'Trace check',
};

/** A trace before a profile. Its first render, on the server and at hydration, is a function of the props alone. */
export default function TraceCheck(props: TraceProps) {
  const { id, opening, served, checkerHref } = props;
  const { state, view, dispatch, report, link } = useInstrument(TRACE, props, () => init(opening, served));
  // Before the first paint: the address is read later than that.
  useLayoutEffect(() => {
    if (props.mode === 'page' && holdsState(location.hash)) dispatch({ kind: 'opening' });
  }, []);
  const tryAgain = useAnswers(state, dispatch);
  useFiles(TRACE_FILES, state.reading, dispatch);
  const onFiles = async (files: readonly File[]) => {
    const message = await (await import('./worker/openTrace.ts')).openTrace(files);
    if (message) dispatch(message);
  };
  const { answer } = view;
  const onUse = (text: string) => {
    dispatch({ kind: 'use', text });
    // The panel of the change goes with the press: the answer that comes of it is where the reader looks next.
    showAnswer(id);
  };
  const traceField = view.file ? undefined : `${id}-trace`;
  return (
    <div class="island trace-check page">
      <Notices items={view.notices} />
      <div class="island-parts">
        <TraceBox id={id} view={view} dispatch={dispatch} onFiles={(files) => void onFiles(files)}>
          {view.missing && <Missing what="the answer" trouble={view.missing.trouble} onTryAgain={tryAgain} />}
          <MissingScript of="the trace check" />
        </TraceBox>
        {view.refusal !== undefined && (
          <section class="panel deny" data-answer="" data-picture="" aria-label="Answer">
            <div class="said trace-said">
              <h2 id={`${id}-answer`} class="headline short shaped" tabIndex={-1}>
                {NO_START}
              </h2>
              <p>{view.refusal}</p>
            </div>
          </section>
        )}
        {answer && (
          <section class={`panel ${answer.tone}`} data-answer="" data-picture="" aria-label="Answer">
            <AnswerHead id={id} view={view} answer={answer} dispatch={dispatch} />
            {answer.lost && (
              <p class="trace-lost shaped depends">
                <PhraseText phrase={answer.lost} fieldId={undefined} />
              </p>
            )}
            {answer.rows.length > 0 && (
              <CallRows
                rows={answer.rows}
                folded={answer.folded}
                traceField={traceField}
                profileField={view.usesOwn ? `${id}-profile` : undefined}
              />
            )}
            <Unread unread={answer.unread} fieldId={traceField} />
            {view.isMasked && (
              <p class="trace-lost shaped depends">
                The trace contains what looks like a password or a token. In the address and the link, *** replaces it.
              </p>
            )}
            <div class="panel-foot">
              <ComputedFor items={answer.computedFor} report={report} />
              {state.read ? <SaveState link={state.asked} read={state.read} /> : link}
            </div>
          </section>
        )}
        {answer?.fix && (
          <FixPanel id={id} fix={answer.fix} checkerHref={checkerHref} dispatch={dispatch} onUse={onUse} />
        )}
        {answer?.made && <MadePanel id={id} made={answer.made} checkerHref={checkerHref} dispatch={dispatch} />}
      </div>
      <LiveRegion text={view.announcement} />
    </div>
  );
}

/** Lines that tell of no call, counted and shown. */
function Unread({ unread: { count, first }, fieldId }: { unread: Answer['unread']; fieldId: string | undefined }) {
  if (count === 0) return null;
  return (
    <details class="trace-unread">
      <summary>{count === 1 ? 'One line could not be read' : `${count} lines could not be read`}</summary>
      <ul>
        {first.map(({ line, offset, text, file }, at) => (
          <li key={at}>
            {file && `${file}, `}
            <LineLink line={line} offset={offset} fieldId={fieldId} /> <code>{text}</code>
          </li>
        ))}
        {count > first.length && <li>{count - first.length} more</li>}
      </ul>
    </details>
  );
}
