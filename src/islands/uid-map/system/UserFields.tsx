import { SUBID_READERS } from '../../../engine/idmap/index.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextInput } from '../../../ui/TextInput.tsx';
import type { Dispatch } from '../Dispatch.ts';
import type { ReadView } from '../select.ts';
import { READERS } from './readers.ts';

export interface UserFieldsProps {
  view: ReadView;
  dispatch: Dispatch;
  id: string;
}

/** Who runs a command that was pasted. */
const COMMAND = { userLabel: 'User who runs it', asksGid: true };

/** Which program makes the map, and for whom. */
export function UserFields({ view, dispatch, id }: UserFieldsProps) {
  const { reader, user, uid, gid, userProblems } = view;
  const problem = userProblems.find(({ severity }) => severity === 'error');
  const problemId = `${id}-user-problem`;
  const described = userProblems.length > 0 ? problemId : undefined;
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
          onValue={(value) => {
            const chosen = SUBID_READERS.find((each) => each === value);
            if (chosen) dispatch({ kind: 'choose', choices: { reader: chosen } });
          }}
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
            invalid={problem !== undefined && problem.code !== 'remap-uid'}
            onValue={(value) => dispatch({ kind: 'choose', choices: { user: value } })}
          />
          <datalist id={`${id}-owners`}>
            {view.owners.map((owner) => (
              <option key={owner} value={owner} />
            ))}
          </datalist>
          <TextInput
            id={`${id}-uid`}
            label="UID of this user"
            value={uid}
            placeholder={view.assumed.uid}
            describedBy={described}
            invalid={problem?.code === 'remap-uid'}
            onValue={(value) => dispatch({ kind: 'choose', choices: { uid: value } })}
          />
        </>
      )}
      {asksGid && (
        <TextInput
          id={`${id}-gid`}
          label="GID of this user"
          value={gid}
          placeholder={view.assumed.gid}
          describedBy={described}
          onValue={(value) => dispatch({ kind: 'choose', choices: { gid: value } })}
        />
      )}
      {userProblems.length > 0 && (
        <div class="user-problems" id={problemId}>
          {userProblems.map(({ code, severity, message, hint }) => (
            <p key={code} class={`user-problem ${severity}`}>
              {message} {hint}
            </p>
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
