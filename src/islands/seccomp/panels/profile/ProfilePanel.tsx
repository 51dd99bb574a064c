import { Fragment } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CodeField } from '../../../../ui/CodeField.tsx';
import { ProblemList } from '../../../../ui/ProblemList.tsx';
import { UndoLine } from '../../../../ui/UndoLine.tsx';
import type { Dispatch } from '../../state/Message.ts';
import type { PresetNote } from '../../state/presets/Preset.ts';
import type { View } from '../../words/select.ts';
import { AnswerStrip } from '../ask/AnswerStrip.tsx';
import { ProfileChoice } from './ProfileChoice.tsx';
import { TargetFields } from './TargetFields.tsx';

export interface ProfilePanelProps {
  view: View;
  dispatch: Dispatch;
  id: string;
  fieldId: string;
  /** The choices of target are folded to a line. */
  compact: boolean;
  /** Brings the answer into sight, where it stands above all of the panel. */
  onShowAnswer: () => void;
}

/** Loaded with the first completion. */
const fetchCompletions = () => import('../../words/completions/profileCompletions.ts');

/** The profile's text with its problems, and what it is resolved for. */
export function ProfilePanel({ view, dispatch, id, fieldId, compact, onShowAnswer }: ProfilePanelProps) {
  const { profile } = view;
  const isFormatted = useRef(false);
  const format = () => {
    isFormatted.current = true;
    dispatch({ kind: 'format' });
  };
  useLayoutEffect(() => {
    // The pressed button went with the long lines, and the focus with it: to the way back.
    if (isFormatted.current) document.querySelector<HTMLElement>(`#${CSS.escape(id)}-undo-text button`)?.focus();
    isFormatted.current = false;
  }, [profile.text]);
  const target = <TargetFields target={view.target} dispatch={dispatch} id={id} />;
  return (
    <section id={`${id}-profile`} class="panel checker-profile" aria-label={compact ? undefined : 'Profile'}>
      <header>
        <ProfileChoice
          id={`${id}-preset`}
          profile={profile}
          dispatch={dispatch}
          pasteIn={compact ? undefined : fieldId}
        />
        {!compact && (
          <span class="profile-title" data-answer="">
            {profile.title}
          </span>
        )}
      </header>
      <CodeField
        id={fieldId}
        label="The profile’s text"
        hideLabel
        text={profile.text}
        marks={profile.marks}
        problems={profile.problemsHold ? profile.problems : undefined}
        complete={async (place) => (await fetchCompletions()).profileCompletions(place, profile.abis)}
        showLine={profile.litLine}
        minRows={6}
        maxRows={profile.maxRows}
        describedBy={profile.problems.length > 0 ? `${fieldId}-problems` : undefined}
        onText={(text) => dispatch({ kind: 'text', text })}
        onFile={(file) => dispatch({ kind: 'file', file })}
      />
      <UndoLine id={id} undo={profile.undo} of="text" dispatch={dispatch} />
      {profile.isCrowded && (
        <p class="summary">
          The text has very long lines.{' '}
          <button type="button" class="btn" onClick={format}>
            Format the text
          </button>
        </p>
      )}
      <ProblemList
        fieldId={fieldId}
        items={profile.problems}
        onFix={(item) => item.fix && dispatch({ kind: 'fix', edits: item.fix, of: 'text' })}
        onFixAll={() => dispatch({ kind: 'fix-all' })}
        undoId={`${id}-undo-text`}
      />
      {profile.summary.map((line) => (
        <p key={line} class="summary" data-answer="">
          {line}
        </p>
      ))}
      <PresetNotes notes={profile.notes} />
      {compact ? (
        <details class="target-folded">
          <summary>For {view.target.summary}</summary>
          {target}
        </details>
      ) : (
        target
      )}
      {!compact && <AnswerStrip lines={view.strip} isBelow={false} onShow={onShowAnswer} />}
    </section>
  );
}

/** What to know of the chosen profile, each with its day and where its owner says it. */
function PresetNotes({ notes }: { notes: readonly PresetNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul class="preset-notes" data-answer="">
      {notes.map(({ text, date, sources }) => (
        <li key={text}>
          {text}
          {date && (
            <>
              {' '}
              <time dateTime={date}>{date}</time>
            </>
          )}
          {sources.map(({ title, url }, at) => (
            <Fragment key={url}>
              {at === 0 ? ' ' : ', '}
              <a href={url}>{title}</a>
            </Fragment>
          ))}
        </li>
      ))}
    </ul>
  );
}
