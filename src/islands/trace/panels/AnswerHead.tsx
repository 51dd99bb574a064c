import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { SaveText } from '../../../ui/SaveText.tsx';
import { UndoLine } from '../../../ui/UndoLine.tsx';
import type { Answer, AskedOf } from '../state/Question.ts';
import type { Dispatch } from '../state/State.ts';
import type { View } from '../words/select.ts';

export interface AnswerHeadProps {
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
