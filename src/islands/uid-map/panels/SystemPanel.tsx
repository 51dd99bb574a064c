import type { ComponentChildren } from 'preact';
import { type IdKind, SUBID_READERS, type SubidReader } from '../../../engine/idmap/index.ts';
import { applyEdits, type Diagnostic } from '../../../engine/text/index.ts';
import type { UidMapSource } from '../../../share/uidMapLink.ts';
import { LineField } from '../../../ui/LineField.tsx';
import { OpenFile } from '../../../ui/OpenFiles.tsx';
import { LineLink, PhraseText } from '../../../ui/PhraseText.tsx';
import { ProblemList } from '../../../ui/ProblemList.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextInput } from '../../../ui/TextInput.tsx';
import { UndoLine } from '../../../ui/UndoLine.tsx';
import type { Dispatch } from '../state/State.ts';
import type { ReadView, View } from '../words/select.ts';
import type { TextView } from '../words/textView.ts';

interface UserFieldsProps {
  view: ReadView;
  dispatch: Dispatch;
  id: string;
}

/** How the calculator speaks of each program that makes a map from subordinate ids; it asks for no user where root alone makes it. */
const READERS: Record<SubidReader, { label: string; userLabel: string | undefined; asksGid: boolean }> = {
  dockerd: { label: 'Docker 27 or earlier, userns-remap', userLabel: '--userns-remap=', asksGid: false },
  'dockerd-28': { label: 'Docker 28 or later, userns-remap', userLabel: '--userns-remap=', asksGid: false },
  'docker-rootless': { label: 'Docker, rootless', userLabel: 'User who runs it', asksGid: true },
  podman: { label: 'Podman, rootless', userLabel: 'User who runs it', asksGid: true },
  proxmox: { label: 'Proxmox VE, unprivileged', userLabel: undefined, asksGid: false },
  kubernetes: { label: 'Kubernetes, hostUsers: false', userLabel: undefined, asksGid: false },
};

/** Who runs a command that was pasted. */
const COMMAND = { userLabel: 'User who runs it', asksGid: true };

/** Which program makes the map, and for whom. */
function UserFields({ view, dispatch, id }: UserFieldsProps) {
  const { reader, user, uid, gid, userProblems } = view;
  const ofId = { uid: problemOf(userProblems, 'uid'), gid: problemOf(userProblems, 'gid') };
  const others = userProblems.filter((each) => each !== ofId.uid && each !== ofId.gid);
  const problemId = `${id}-user-problem`;
  const described = others.length > 0 ? problemId : undefined;
  const idInput = (kind: IdKind) => (
    <>
      <TextInput
        id={`${id}-${kind}`}
        label={`${kind.toUpperCase()} of this user`}
        value={kind === 'uid' ? uid : gid}
        placeholder={view.assumed[kind] || 'optional'}
        describedBy={ofId[kind] ? `${problemId}-${kind}` : described}
        invalid={ofId[kind] !== undefined}
        onValue={(value) => dispatch({ kind: 'choose', choices: { [kind]: value } })}
      />
      {ofId[kind] && <Problem problem={ofId[kind]} id={`${problemId}-${kind}`} />}
    </>
  );
  const byReader = view.asks === 'reader';
  const { userLabel, asksGid } = byReader ? READERS[reader] : COMMAND;
  return (
    <div class="field uid-map-user">
      {byReader && (
        <SelectField
          id={`${id}-reader`}
          label="Container engine"
          options={SUBID_READERS.map((value) => ({ value, label: READERS[value].label }))}
          value={reader}
          onValue={(chosen) => dispatch({ kind: 'choose', choices: { reader: chosen } })}
        />
      )}
      {userLabel !== undefined && (
        <>
          <TextInput
            id={`${id}-user`}
            label={userLabel}
            value={user}
            placeholder={view.assumed.user}
            list={view.owners.length > 0 ? `${id}-owners` : undefined}
            describedBy={described}
            invalid={others.some(({ severity }) => severity === 'error')}
            onValue={(value) => dispatch({ kind: 'choose', choices: { user: value } })}
          />
          <datalist id={`${id}-owners`}>
            {view.owners.map((owner) => (
              <option key={owner} value={owner} />
            ))}
          </datalist>
          {idInput('uid')}
        </>
      )}
      {asksGid && idInput('gid')}
      {others.length > 0 && (
        <div class="user-problems" id={problemId}>
          {others.map((problem) => (
            <Problem key={problem.code} problem={problem} />
          ))}
          {view.offeredOwners.map((owner) => (
            <button
              key={owner}
              type="button"
              class="btn"
              onClick={() => dispatch({ kind: 'choose', choices: { user: owner, uid: '' } })}
            >
              Use account {owner}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** What is wrong with the number in the field of this kind. */
function problemOf(problems: readonly Diagnostic[], kind: IdKind): Diagnostic | undefined {
  return problems.find(({ code }) => code === `remap-${kind}`);
}

function Problem({ problem: { severity, message, hint }, id }: { problem: Diagnostic; id?: string }) {
  return (
    <p class={`field-problem ${severity}`} id={id}>
      {message} {hint}
    </p>
  );
}

interface SystemPanelProps {
  view: ReadView;
  undo: View['undo'];
  /** The choice of the stack. */
  stack: ComponentChildren;
  dispatch: Dispatch;
  id: string;
  /** The id of the field of each text. */
  fieldId: (text: number) => string;
}

const READ_AS: readonly { value: UidMapSource; label: string }[] = [
  { value: 'paste', label: 'detect automatically' },
  { value: 'subuid', label: 'lines of /etc/subuid' },
  { value: 'uid_map', label: 'contents of a uid_map' },
];

/** What the reader has: a text that is recognised, the account it is about, and namespaces within. */
export function SystemPanel({ view, undo, stack, dispatch, id, fieldId }: SystemPanelProps) {
  const [first, ...inner] = view.texts;
  const clear = () => {
    dispatch({ kind: 'clear' });
    // The button goes with the text.
    document.getElementById(fieldId(0))?.focus();
  };
  return (
    <section class="panel uid-map-system" aria-label="Your system">
      <header>
        Your system
        <span class="right">
          {first?.text !== '' && (
            <button type="button" class="btn" onClick={clear}>
              Clear text
            </button>
          )}
          <OpenFile label="Open…" onFile={(file) => dispatch({ kind: 'file', level: 0, file })} />
        </span>
      </header>
      {first && <TextOfLevel text={first} dispatch={dispatch} fieldId={fieldId(0)} minRows={4} />}
      <UndoLine id={id} undo={undo} of="texts" dispatch={dispatch} />
      {view.lacksGroups && (
        <p class="aside">
          These lines are used for both users and groups.{' '}
          <button type="button" class="link" onClick={() => dispatch({ kind: 'split-groups' })}>
            Use separate group ranges
          </button>
        </p>
      )}
      {view.asks !== 'nothing' && <UserFields view={view} dispatch={dispatch} id={id} />}
      {stack}
      {inner.map((text) => (
        <TextOfLevel key={text.level} text={text} dispatch={dispatch} fieldId={fieldId(text.level)} minRows={2} />
      ))}
      <details class="system-more" open={inner.length > 0 || view.readAs !== 'paste'}>
        <summary>Nested namespace and input format</summary>
        <div class="system-foot">
          {view.canNest && (
            <button type="button" class="btn" onClick={() => dispatch({ kind: 'inner', change: 'add' })}>
              Add nested namespace
            </button>
          )}
          {inner.length > 0 && (
            <button type="button" class="btn" onClick={() => dispatch({ kind: 'inner', change: 'remove' })}>
              Remove innermost namespace
            </button>
          )}
          <SelectField
            id={`${id}-read-as`}
            label="Input format"
            options={READ_AS}
            value={view.readAs}
            onValue={(readAs) => dispatch({ kind: 'choose', choices: { readAs } })}
          />
        </div>
      </details>
      {/* For eyes alone, where the answer itself is out of sight; it is read out by the live region. */}
      {view.brief.length > 0 && (
        <p class="answer-strip" data-answer="" aria-hidden="true">
          <PhraseText phrase={view.brief} fieldId={undefined} />
        </p>
      )}
    </section>
  );
}

interface TextOfLevelProps {
  text: TextView;
  dispatch: Dispatch;
  fieldId: string;
  minRows: number;
}

function TextOfLevel({ text, dispatch, fieldId, minRows }: TextOfLevelProps) {
  const described = [
    text.parts.length > 0 ? `${fieldId}-parts` : '',
    text.problems.length > 0 ? `${fieldId}-problems` : '',
  ];
  return (
    <div class="text-of-level">
      <div class="uid-map-text">
        <LineField
          id={fieldId}
          label={text.label}
          text={text.text}
          marks={text.marks}
          minRows={minRows}
          example={text.isExample}
          maxRows={18}
          describedBy={described.filter(Boolean).join(' ') || undefined}
          onText={(typed) => dispatch({ kind: 'text', level: text.level, text: typed })}
          onFile={(file) => dispatch({ kind: 'file', level: text.level, file })}
        />
        {text.parts.length > 0 && (
          <ul class="parts" data-answer="" id={`${fieldId}-parts`} aria-label="Recognised">
            {text.parts.map(({ name, line, lastLine, offset, certain }) => (
              <li key={offset}>
                <LineLink line={line} offset={offset} fieldId={fieldId}>
                  {line === lastLine ? `line ${line}` : `lines ${line} to ${lastLine}`}
                </LineLink>
                : {name}
                {certain ? '' : ', probably'}
              </li>
            ))}
          </ul>
        )}
      </div>
      <ProblemList
        fieldId={fieldId}
        items={text.problems}
        onFix={({ fix = [] }) => {
          if (!text.isBehind) dispatch({ kind: 'text', level: text.level, text: applyEdits(text.text, fix) });
        }}
      />
    </div>
  );
}
