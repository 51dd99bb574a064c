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

/** Which program makes the map, and for whom. */
export function UserFields({ view, dispatch, id }: UserFieldsProps) {
  const { reader, user, uid, gid, userProblems } = view;
  const [problem] = userProblems;
  const problemId = `${id}-user-problem`;
  const described = problem && problemId;
  const asksGid = READERS[reader].asksGid;
  return (
    <div class="field uid-map-user">
      <SelectField
        id={`${id}-reader`}
        label="Who makes the map"
        options={SUBID_READERS.map((value) => ({ value, label: READERS[value].label }))}
        value={reader}
        onValue={(value) => {
          const chosen = SUBID_READERS.find((each) => each === value);
          if (chosen) dispatch({ kind: 'choose', choices: { reader: chosen } });
        }}
      />
      <TextInput
        id={`${id}-user`}
        label={READERS[reader].userLabel}
        value={user}
        list={view.owners.length > 0 ? `${id}-owners` : undefined}
        describedBy={described}
        invalid={problem?.severity === 'error' && problem.code !== 'remap-uid'}
        onValue={(value) => dispatch({ kind: 'choose', choices: { user: value } })}
      />
      <datalist id={`${id}-owners`}>
        {view.owners.map((owner) => (
          <option key={owner} value={owner} />
        ))}
      </datalist>
      <TextInput
        id={`${id}-uid`}
        label="that user’s uid"
        value={uid}
        describedBy={described}
        invalid={problem?.code === 'remap-uid'}
        onValue={(value) => dispatch({ kind: 'choose', choices: { uid: value } })}
      />
      {asksGid && (
        <TextInput
          id={`${id}-gid`}
          label="and gid"
          value={gid}
          describedBy={described}
          onValue={(value) => dispatch({ kind: 'choose', choices: { gid: value } })}
        />
      )}
      {problem && (
        <p class="user-problem" id={problemId}>
          {problem.message} {problem.hint}
          {view.offeredOwners.map((owner) => (
            <>
              {' '}
              <button
                type="button"
                class="link"
                onClick={() => dispatch({ kind: 'choose', choices: { user: owner, uid: '' } })}
              >
                Take {owner}
              </button>
            </>
          ))}
        </p>
      )}
    </div>
  );
}
