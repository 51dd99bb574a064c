import { type IdKind, SUBID_READERS, type SubidReader } from '../../../engine/idmap/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextInput } from '../../../ui/TextInput.tsx';
import type { Dispatch } from '../state/State.ts';
import type { ReadView } from '../words/select.ts';

export interface UserFieldsProps {
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
export function UserFields({ view, dispatch, id }: UserFieldsProps) {
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
