import type { ComponentChildren } from 'preact';
import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { SaveText } from '../../../ui/SaveText.tsx';
import type { ChangeShown, DiffLine, FixShown, OptionShown } from '../state/Question.ts';
import type { Dispatch } from '../state/State.ts';

export interface FixPanelProps {
  id: string;
  fix: FixShown;
  checkerHref: string;
  dispatch: Dispatch;
  /** The changed profile becomes the reader’s own. */
  onUse: (text: string) => void;
}

/** The smallest change of the profile: a choice for each refused call, and the lines that change. */
export function FixPanel({ id, fix, checkerHref, dispatch, onUse }: FixPanelProps) {
  const { title, passes, changes, warnings, achieves, use, diff, start, text, checker } = fix;
  const isChanged = diff.length > 0 || start !== undefined;
  return (
    <section class="panel trace-fix" data-answer="" aria-labelledby={`${id}-fix`}>
      <header>
        <h2 id={`${id}-fix`}>{title}</h2>
      </header>
      {changes.map((change) => (
        <ChangePart key={change.key} id={id} change={change} dispatch={dispatch} />
      ))}
      {(isChanged || warnings.length > 0) && (
        <div class="panel-part">
          {diff.map((lines, at) => (
            <Stretch key={at} lines={lines} />
          ))}
          {start && (
            <p class="trace-note">
              <PhraseText phrase={start.words} fieldId={undefined} />
            </p>
          )}
          {start?.diff.map((lines, at) => (
            <Stretch key={`start-${at}`} lines={lines} />
          ))}
          {warnings.map((warning, at) => (
            <p key={at} class="trace-note shaped depends">
              <PhraseText phrase={warning} fieldId={undefined} />
            </p>
          ))}
          {use && <p class={`trace-achieves shaped ${passes ? 'allow' : 'depends'}`}>{achieves}</p>}
          <p class="trace-deeds">
            {isChanged && (
              <>
                <CopyButton first label="Copy profile" text={text} />
                <SaveText text={text} name={PROFILE_FILE} label={`Save ${PROFILE_FILE}`} />
                <button type="button" class="btn" onClick={() => onUse(text)}>
                  Use as your profile
                </button>
              </>
            )}
            {checker && <a href={`${checkerHref}#${checker}`}>Open in the profile checker</a>}
          </p>
          {use && (
            <p class="trace-note">
              <PhraseText phrase={use} fieldId={undefined} />
            </p>
          )}
        </div>
      )}
    </section>
  );
}

function ChangePart({ id, change, dispatch }: { id: string; change: ChangeShown; dispatch: Dispatch }) {
  const { key, arch, call, count, options, taken, notes } = change;
  return (
    <div class="panel-part">
      <OptionList
        name={`${id}-${key}`}
        legend={
          <>
            <code>{call}</code> <small>{count === 1 ? 'once in the trace' : `${count} times in the trace`}</small>
          </>
        }
        options={options}
        taken={taken}
        onChoice={(choice) => dispatch({ kind: 'choose', chosen: { arch, call, choice } })}
      />
      {notes.map((note, at) => (
        <p key={at} class="trace-note">
          <PhraseText phrase={note} fieldId={undefined} />
        </p>
      ))}
    </div>
  );
}

const WORDS = { '+': 'added', '-': 'removed', ' ': '' } as const;

/** Lines of the profile with their marks, which are read out as words. */
function Stretch({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <pre class="trace-diff">
      {lines.map(({ mark, line, text }, at) => (
        <span key={at} class={mark === '+' ? 'line added' : mark === '-' ? 'line removed' : 'line'}>
          <i>{line}</i>
          <b>{mark}</b>
          {WORDS[mark] && <span class="visually-hidden">{WORDS[mark]}: </span>}
          {text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

export interface OptionListProps<Value extends string> {
  /** The name that the radio buttons share; one on a page. */
  name: string;
  legend: ComponentChildren;
  options: readonly OptionShown<Value>[];
  taken: Value | undefined;
  onChoice: (choice: Value) => void;
}

/** One of several ways, below each other, each with what it does. */
export function OptionList<Value extends string>({ name, legend, options, taken, onChoice }: OptionListProps<Value>) {
  return (
    <fieldset class="trace-change">
      <legend>{legend}</legend>
      {options.map(({ choice, label, does }) => (
        <label key={choice}>
          <input type="radio" name={name} checked={choice === taken} onChange={() => onChoice(choice)} />
          <span>
            <b>
              <PhraseText phrase={label} fieldId={undefined} />
            </b>{' '}
            <PhraseText phrase={does} fieldId={undefined} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
