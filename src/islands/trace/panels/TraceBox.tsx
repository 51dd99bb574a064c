import type { ComponentChildren } from 'preact';
import { MachineField, ProfileChoice } from '../../../instrument/ownProfile/ProfileChoice.tsx';
import { stackOptions } from '../../../instrument/stacks/stackOptions.ts';
import type { FileShown } from '../../../instrument/traceFiles/fileWords.ts';
import { ReadingLine } from '../../../instrument/traceFiles/ReadingLine.tsx';
import { TRACE_LINK_STACK } from '../../../share/traceLink.ts';
import { LineField } from '../../../ui/LineField.tsx';
import { OpenFiles } from '../../../ui/OpenFiles.tsx';
import { OwnProfile } from '../../../ui/OwnProfile.tsx';
import { filesDrop } from '../../../ui/openedFile.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { UndoLine } from '../../../ui/UndoLine.tsx';
import type { Dispatch } from '../state/State.ts';
import type { View } from '../words/select.ts';

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
