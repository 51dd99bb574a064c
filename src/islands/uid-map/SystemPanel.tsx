import { LineField } from '../../ui/LineField.tsx';
import { OpenFile } from '../../ui/OpenFile.tsx';
import { ProblemList } from '../../ui/ProblemList.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { Dispatch } from './Dispatch.ts';
import type { Source } from './State.ts';
import type { View } from './select.ts';

export interface SystemPanelProps {
  view: View;
  dispatch: Dispatch;
  id: string;
  fieldId: string;
}

const KINDS: readonly { source: Source; label: string }[] = [
  { source: 'subuid', label: '/etc/subuid' },
  { source: 'uid_map', label: 'uid_map' },
];

/** What the reader has: a text of one of two kinds, and whom dockerd remaps to. */
export function SystemPanel({ view, dispatch, id, fieldId }: SystemPanelProps) {
  return (
    <section class="panel uid-map-system" aria-label="Your system">
      <header>
        Your system
        <span class="right">
          <OpenFile label="Open…" onFile={(file) => dispatch({ kind: 'file', file })} />
        </span>
      </header>
      <fieldset class="choice">
        <legend class="visually-hidden">The text you have</legend>
        {KINDS.map(({ source, label }) => (
          <label key={source}>
            <input
              type="radio"
              name={`${id}-source`}
              value={source}
              checked={view.source === source}
              onChange={() => dispatch({ kind: 'source', source })}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <div class="uid-map-text">
        <LineField
          id={fieldId}
          label={view.source === 'subuid' ? '/etc/subuid (or /etc/subgid)' : '/proc/PID/uid_map (or gid_map)'}
          text={view.text}
          marks={view.marks}
          minRows={3}
          maxRows={14}
          describedBy={view.textProblems.length > 0 ? `${fieldId}-problems` : undefined}
          onText={(text) => dispatch({ kind: 'text', text })}
          onFile={(file) => dispatch({ kind: 'file', file })}
        />
      </div>
      {view.readAs && <ReadAs source={view.readAs} dispatch={dispatch} />}
      <ProblemList fieldId={fieldId} items={view.textProblems} />
      {view.source === 'subuid' && <User view={view} dispatch={dispatch} id={id} />}
    </section>
  );
}

function ReadAs({ source, dispatch }: { source: Source; dispatch: Dispatch }) {
  return (
    <p class="read-as">
      {source === 'subuid' ? 'These look like lines of /etc/subuid.' : 'These look like lines of a uid_map.'}{' '}
      <button type="button" class="btn" onClick={() => dispatch({ kind: 'read-as', source })}>
        Read them so
      </button>
    </p>
  );
}

function User({ view, dispatch, id }: Omit<SystemPanelProps, 'fieldId'>) {
  const [problem] = view.userProblems;
  const problemId = `${id}-user-problem`;
  return (
    <div class="field uid-map-user">
      <TextInput
        id={`${id}-user`}
        label="dockerd --userns-remap="
        value={view.user}
        describedBy={problem && problemId}
        invalid={problem !== undefined && problem.code !== 'remap-uid'}
        onValue={(user) => dispatch({ kind: 'user', user })}
      />
      <TextInput
        id={`${id}-uid`}
        label="that user’s uid (optional)"
        value={view.uid}
        describedBy={problem && problemId}
        invalid={problem?.code === 'remap-uid'}
        onValue={(uid) => dispatch({ kind: 'uid', uid })}
      />
      {problem && (
        <p class="user-problem" id={problemId}>
          {problem.message} {problem.hint}
        </p>
      )}
    </div>
  );
}
