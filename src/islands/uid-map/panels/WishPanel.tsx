import { useEffect, useRef } from 'preact/hooks';
import { LineField } from '../../../ui/LineField.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { ProblemList } from '../../../ui/ProblemList.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextInput } from '../../../ui/TextInput.tsx';
import { UndoLine } from '../../../ui/UndoLine.tsx';
import type { Dispatch } from '../state/State.ts';
import { isBlank, type WishRow } from '../state/WishRow.ts';
import type { MakeView } from '../words/makeView.ts';
import type { View } from '../words/select.ts';

export interface WishPanelProps {
  view: MakeView;
  undo: View['undo'];
  dispatch: Dispatch;
  id: string;
}

const KINDS: readonly { value: WishRow['kind']; label: string }[] = [
  { value: 'both', label: 'user and group' },
  { value: 'uid', label: 'the user only' },
  { value: 'gid', label: 'the group only' },
];

/** What the map shall do: ids that must meet, and the range that the rest may take. */
export function WishPanel({ view, undo, dispatch, id }: WishPanelProps) {
  const haveId = `${id}-have`;
  const wishes = view.wishes.length;
  const added = useRef(false);
  useEffect(() => {
    if (added.current) document.getElementById(`${id}-wish-${wishes - 1}-inside`)?.focus();
    added.current = false;
  }, [wishes, id]);
  const add = () => {
    added.current = true;
    dispatch({ kind: 'wishes', change: 'add' });
  };
  const clear = () => {
    dispatch({ kind: 'wishes', change: 'clear' });
    // The button goes with the mappings.
    document.getElementById(`${id}-wish-0-inside`)?.focus();
  };
  return (
    <section class="panel uid-map-system" aria-label="Mappings">
      <header>
        Mappings
        {!isBlank(view.wishes) && (
          <span class="right">
            <button type="button" class="btn" onClick={clear}>
              Clear mappings
            </button>
          </span>
        )}
      </header>
      <div class="wishes">
        {view.wishes.map((wish, index) => (
          <Wish key={index} wish={wish} index={index} dispatch={dispatch} id={id} alone={view.wishes.length === 1} />
        ))}
        <button type="button" class="btn" onClick={add}>
          Add mapping
        </button>
        <UndoLine words={undo?.of === 'wishes' ? undo.words : undefined} onUndo={() => dispatch({ kind: 'undo' })} />
      </div>
      <div class="uid-map-text">
        <LineField
          id={haveId}
          label="Your /etc/subuid and /etc/subgid, for all other IDs"
          text={view.have}
          marks={view.haveMarks}
          minRows={2}
          maxRows={8}
          describedBy={view.haveProblems.length > 0 ? `${haveId}-problems` : undefined}
          onText={(have) => dispatch({ kind: 'choose', choices: { have } })}
        />
      </div>
      <ProblemList fieldId={haveId} items={view.haveProblems} />
      {view.haveIsConfig && (
        <p class="aside">
          <button type="button" class="btn" onClick={() => dispatch({ kind: 'read-have' })}>
            Look up an ID in this config
          </button>
        </p>
      )}
      {view.asksUid && (
        <div class="field">
          <TextInput
            id={`${id}-uid`}
            label="UID of the user in these lines"
            value={view.uid}
            invalid={view.uidProblem !== undefined}
            describedBy={view.uidProblem && `${id}-uid-problem`}
            onValue={(uid) => dispatch({ kind: 'choose', choices: { uid } })}
          />
          {view.uidProblem && (
            <p class="user-problem" id={`${id}-uid-problem`}>
              {view.uidProblem}
            </p>
          )}
        </div>
      )}
      {/* For eyes alone, where the map itself is out of sight; it is read out by the live region. */}
      {view.sentence.length > 0 && (
        <p class="answer-strip" aria-hidden="true">
          <PhraseText phrase={view.sentence} fieldId={undefined} />
        </p>
      )}
    </section>
  );
}

interface WishProps {
  wish: MakeView['wishes'][number];
  index: number;
  alone: boolean;
  dispatch: Dispatch;
  id: string;
}

function Wish({ wish, index, alone, dispatch, id }: WishProps) {
  const name = `${id}-wish-${index}`;
  const change = (changed: Partial<WishRow>) => dispatch({ kind: 'wish', index, wish: changed });
  return (
    <fieldset class="wish" aria-labelledby={`${name}-name`}>
      <div class="wish-head">
        <span id={`${name}-name`}>{alone ? 'Mapping' : `Mapping ${index + 1}`}</span>
        {!alone && (
          <button
            type="button"
            class="btn"
            aria-label={`Remove mapping ${index + 1}`}
            onClick={() => dispatch({ kind: 'wishes', change: { remove: index } })}
          >
            Remove
          </button>
        )}
      </div>
      <TextInput
        digits
        id={`${name}-inside`}
        label="ID in the container"
        value={wish.inside}
        invalid={wish.problem?.field === 'inside'}
        onValue={(inside) => change({ inside })}
      />
      <TextInput
        digits
        id={`${name}-outside`}
        label="ID on the host"
        value={wish.outside}
        invalid={wish.problem?.field === 'outside'}
        onValue={(outside) => change({ outside })}
      />
      <SelectField
        id={`${name}-kind`}
        label="For"
        options={KINDS}
        value={wish.kind}
        onValue={(value) => {
          const kind = KINDS.find((each) => each.value === value)?.value;
          if (kind) change({ kind });
        }}
      />
      <TextInput
        digits
        id={`${name}-count`}
        label="Number of IDs"
        value={wish.count}
        invalid={wish.problem?.field === 'count'}
        onValue={(count) => change({ count })}
      />
      {wish.kind === 'both' && !wish.problem && wish.inside.trim() !== '' && (
        <p class="wish-group">
          Group {wish.inside} in the container becomes group {wish.outside} on the host, too. Check the directory’s
          group with <code>ls -ln</code> on the host. If it differs,{' '}
          <button type="button" class="link" onClick={() => otherGroup(dispatch, index, id)}>
            use a different group
          </button>{' '}
          or{' '}
          <button type="button" class="link" onClick={() => change({ kind: 'uid' })}>
            map the user only
          </button>
        </p>
      )}
      {wish.problem && (
        <p class="user-problem" id={`${name}-inside-problem`}>
          {wish.problem.words}
        </p>
      )}
    </fieldset>
  );
}

/** The group gets a row of its own, with the number to be changed in focus. */
function otherGroup(dispatch: Dispatch, index: number, id: string): void {
  dispatch({ kind: 'wishes', change: { split: index } });
  requestAnimationFrame(() => {
    const field = document.getElementById(`${id}-wish-${index + 1}-outside`);
    if (field instanceof HTMLInputElement) field.select();
  });
}
