import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { LineLink, PhraseText } from '../../../ui/PhraseText.tsx';
import { SaveText } from '../../../ui/SaveText.tsx';
import { UndoLine } from '../../../ui/UndoLine.tsx';
import type { Answer, AskedOf, CallRow, Dispatch } from '../state/State.ts';
import type { View } from '../words/select.ts';

interface AnswerHeadProps {
  id: string;
  view: View;
  answer: Answer;
  dispatch: Dispatch;
}

/** The answer in a line, with whose filter was asked, what to know of it, and the ways to what stands below. */
export function AnswerHead({ id, view, answer, dispatch }: AnswerHeadProps) {
  return (
    <div class="said trace-said">
      <h2 id={`${id}-answer`} class="headline short shaped" tabIndex={-1}>
        {answer.headline}
      </h2>
      <Used id={id} view={view} dispatch={dispatch} />
      {answer.profileInTrace && <ProfileInTrace shown={answer.profileInTrace} dispatch={dispatch} />}
      {answer.askedOf && <Asked id={id} asked={answer.askedOf} dispatch={dispatch} />}
      {answer.lines.length > 0 && (
        <ul>
          {answer.lines.map((line, at) => (
            <li key={at}>
              <PhraseText phrase={line} fieldId={undefined} />
            </li>
          ))}
        </ul>
      )}
      <Jumps id={id} answer={answer} />
    </div>
  );
}

/** Whose filter was asked about records, and one press to ask another. */
function Asked({ id, asked, dispatch }: { id: string; asked: AskedOf; dispatch: Dispatch }) {
  const { words, stacks, asksProfile } = asked;
  const paste = () => {
    dispatch({ kind: 'uses-own', usesOwn: true });
    requestAnimationFrame(() => document.getElementById(`${id}-profile`)?.focus());
  };
  return (
    <div class="trace-asked">
      <p>
        <PhraseText phrase={words} fieldId={undefined} />
      </p>
      {(stacks.length > 0 || asksProfile) && (
        <p class="trace-deeds">
          {asksProfile && (
            <button type="button" class="btn first" onClick={paste}>
              Paste your profile
            </button>
          )}
          {stacks.map(({ id, label }) => (
            <button key={id} type="button" class="btn" onClick={() => dispatch({ kind: 'ask', asked: { stack: id } })}>
              Check with {label}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

/** What comes of the changed profile once it is the reader's own: the way back, and the text to take along. */
function Used({ id, view: { own, undo }, dispatch }: { id: string; view: View; dispatch: Dispatch }) {
  return (
    <>
      <UndoLine id={id} undo={undo} of="answer" dispatch={dispatch} />
      {undo?.of === 'answer' && (
        <p class="trace-deeds">
          <CopyButton label="Copy profile" text={own} />
          <SaveText text={own} name={PROFILE_FILE} label={`Save ${PROFILE_FILE}`} />
        </p>
      )}
    </>
  );
}

/** That a profile stands in the trace's place, and the press that moves it. */
function ProfileInTrace({
  shown: { words, label },
  dispatch,
}: {
  shown: NonNullable<Answer['profileInTrace']>;
  dispatch: Dispatch;
}) {
  return (
    <div class="trace-asked">
      <p>
        <PhraseText phrase={words} fieldId={undefined} />
      </p>
      {label && (
        <p class="trace-deeds">
          <button type="button" class="btn first" onClick={() => dispatch({ kind: 'take-profile' })}>
            {label}
          </button>
        </p>
      )}
    </div>
  );
}

/** Ways to what stands below the calls, however many these are, or to how a trace is had. */
function Jumps({ id, answer: { rows, fix, made } }: { id: string; answer: Answer }) {
  if (rows.length > 0 && !fix && !made) return null;
  return (
    <nav class="trace-jumps" aria-label="Below">
      {rows.length === 0 && <a href="#lines">How to get a trace</a>}
      {fix && <a href={`#${id}-fix`}>The smallest change</a>}
      {made && <a href={`#${id}-made`}>A profile from this trace alone</a>}
    </nav>
  );
}

interface CallRowsProps extends RowsProps {
  folded: Answer['folded'];
}

interface RowsProps {
  rows: readonly CallRow[];
  /** The field of the trace, where it has one, and that of the reader's own profile where it answers. */
  traceField: string | undefined;
  profileField: string | undefined;
}

/** Every distinct call of the trace with what the filter answers, refused ones first. Where it is narrow, each row is a card. */
export function CallRows({ rows, folded, ...fields }: CallRowsProps) {
  const open = rows.length - (folded?.rows ?? 0);
  return (
    <>
      <RowsTable rows={rows.slice(0, open)} caption="The calls of the trace" {...fields} />
      {folded && (
        <details class="trace-allowed">
          <summary>{folded.words}</summary>
          <RowsTable rows={rows.slice(open)} caption="The allowed calls of the trace" {...fields} />
        </details>
      )}
    </>
  );
}

function RowsTable({ rows, caption, traceField, profileField }: RowsProps & { caption: string }) {
  return (
    <table class="trace-rows">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Call</th>
          <th scope="col">Times</th>
          <th scope="col">Filter</th>
          <th scope="col">Rule</th>
          <th scope="col">In the trace</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, abi, count, tone, word, reason, differs, outcomes, example, record }) => (
          <tr key={key}>
            <th scope="row">
              <code>{name}</code> {abi && <small>{abi}</small>}
            </th>
            <td data-label="Times">{count}</td>
            <td data-label="Filter">
              <Chip tone={tone}>{word}</Chip>
            </td>
            <td data-label="Rule">
              <PhraseText phrase={reason} fieldId={profileField} />
            </td>
            <td data-label="In the trace">
              {outcomes && (
                <span class="trace-outcomes">
                  <PhraseText phrase={outcomes} fieldId={undefined} />
                </span>
              )}
              {example.file && `${example.file}, `}
              <LineLink line={example.line} offset={example.offset} fieldId={traceField} />{' '}
              <code class="trace-example">{example.text}</code>
              {record && (
                <span class="trace-record">
                  <PhraseText phrase={record} fieldId={undefined} />
                </span>
              )}
              {differs && (
                <span class="trace-differs shaped depends">
                  <PhraseText phrase={differs} fieldId={undefined} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
