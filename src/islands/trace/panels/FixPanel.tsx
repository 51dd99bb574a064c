import type { ComponentChildren } from 'preact';
import { MachineField, ProfileChoice } from '../../../instrument/ownProfile/ProfileChoice.tsx';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import type { FileShown } from '../../../instrument/traceFiles/fileWords.ts';
import { ReadingLine } from '../../../instrument/traceFiles/ReadingLine.tsx';
import { PROFILE_FILE } from '../../../instrument/words/profileFile.ts';
import { TRACE_LINK_STACK } from '../../../share/traceLink.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { LineField } from '../../../ui/LineField.tsx';
import { OpenFiles } from '../../../ui/OpenFiles.tsx';
import { OwnProfile } from '../../../ui/OwnProfile.tsx';
import { filesDrop } from '../../../ui/openedFile.ts';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { SaveText } from '../../../ui/SaveText.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { UndoLine } from '../../../ui/UndoLine.tsx';
import type { ChangeShown, DiffLine, Dispatch, FixShown, OptionShown } from '../state/State.ts';
import type { View } from '../words/select.ts';

interface OptionListProps<Value extends string> {
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

interface FixPanelProps {
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

/** What stands in the text field's place while files are the trace. */
function TraceFiles({ file: { name, size }, dispatch }: { file: FileShown; dispatch: Dispatch }) {
  return (
    <p class="trace-file">
      <span>
        <strong>{name}</strong> ({size}). Only its calls are kept, not its text.
      </span>
      <button type="button" class="btn" onClick={() => dispatch({ kind: 'files-remove' })}>
        Remove the file
      </button>
    </p>
  );
}

interface TraceBoxProps {
  id: string;
  view: View;
  dispatch: Dispatch;
  onFiles: (files: readonly File[]) => void;
  children: ComponentChildren;
}

const PROFILES = { default: 'The stack’s default profile', own: 'Your profile' };

/** The trace, and the profile and the stack that it is put before. */
export function TraceBox({ id, view, dispatch, onFiles, children }: TraceBoxProps) {
  const { asked, undo, file, reading } = view;
  const stack = asked.stack ?? TRACE_LINK_STACK;
  return (
    <section class="panel trace-box" aria-label="Trace and profile">
      <div class="field" {...filesDrop(onFiles)}>
        {file ? (
          <TraceFiles file={file} dispatch={dispatch} />
        ) : (
          <LineField
            id={`${id}-trace`}
            label="Trace: strace, audit records, perf trace, bpftrace or a list of calls"
            text={asked.trace}
            marks={[]}
            example={view.isExample}
            minRows={5}
            maxRows={14}
            onText={(trace) => dispatch({ kind: 'trace', trace })}
          />
        )}
        {view.isExample && !file && (
          <p class="trace-example-note">
            <strong>Example:</strong> <code>unshare</code> on a host, outside any container. Paste your own trace, and
            it replaces the example.
          </p>
        )}
        <div class="trace-ways">
          <OpenFiles label="Open a trace…" onFiles={onFiles} />
          {!file && asked.trace !== '' && (
            <button type="button" class="btn" onClick={() => dispatch({ kind: 'trace', trace: '' })}>
              Clear
            </button>
          )}
        </div>
        <ReadingLine id={id} reading={reading} onCancel={() => dispatch({ kind: 'files-cancel' })} />
        <UndoLine id={id} undo={undo} of="trace" dispatch={dispatch} />
      </div>
      <div class="trace-of">
        <SelectField
          id={`${id}-stack`}
          label="Stack"
          options={stackOptions(stack)}
          value={stack}
          onValue={(chosen) => dispatch({ kind: 'ask', asked: { stack: chosen } })}
        />
        <MachineField id={id} arch={asked.arch} onArch={(arch) => dispatch({ kind: 'ask', asked: { arch } })} />
        <ProfileChoice
          id={id}
          class="trace-profile-of"
          labels={PROFILES}
          usesOwn={view.usesOwn}
          onUsesOwn={(usesOwn) => dispatch({ kind: 'uses-own', usesOwn })}
        />
      </div>
      {view.usesOwn && (
        <OwnProfile
          id={id}
          text={view.own}
          marks={view.marks}
          problems={view.problems}
          undo={undo}
          whenEmpty="Empty: the stack’s default profile applies until you paste one."
          dispatch={dispatch}
          onText={(text) => dispatch({ kind: 'own', text })}
          onFile={(file) => dispatch({ kind: 'file', of: 'profile', file })}
        />
      )}
      {children}
      {/* For eyes and pointers alone: the live region reads the words out, and by keyboard the answer comes next. */}
      {view.strip && (
        <p class={`answer-strip wide ${view.strip.tone}`} data-answer="" aria-hidden="true">
          <span>{view.strip.words}</span>
          <button type="button" class="btn" tabIndex={-1} onClick={() => showAnswer(id)}>
            Show answer
          </button>
        </p>
      )}
    </section>
  );
}

/** Brings the answer into sight, and those who read by keyboard or ear to it. */
export const showAnswer = (id: string): void => document.getElementById(`${id}-answer`)?.focus();
