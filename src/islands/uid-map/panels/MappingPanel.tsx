import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { LineField } from '../../../ui/LineField.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { ProblemList } from '../../../ui/ProblemList.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextInput } from '../../../ui/TextInput.tsx';
import { UndoLine } from '../../../ui/UndoLine.tsx';
import type { Dispatch } from '../state/State.ts';
import { isBlank, type MappingRow } from '../state/tools.ts';
import type { MakeView } from '../words/makeView.ts';
import type { View } from '../words/select.ts';

export interface MappingPanelProps {
  view: MakeView;
  undo: View['undo'];
  /** The choice of the stack. */
  stack: ComponentChildren;
  dispatch: Dispatch;
  id: string;
}

const KINDS: readonly { value: MappingRow['kind']; label: string }[] = [
  { value: 'both', label: 'user and group' },
  { value: 'uid', label: 'the user only' },
  { value: 'gid', label: 'the group only' },
];

/** What the map shall do: ids that must meet, and the range that the rest may take. */
export function MappingPanel({ view, undo, stack, dispatch, id }: MappingPanelProps) {
  const haveId = `${id}-have`;
  const mappings = view.mappings.length;
  const added = useRef(false);
  useEffect(() => {
    if (added.current) document.getElementById(`${id}-mapping-${mappings - 1}-inside`)?.focus();
    added.current = false;
  }, [mappings, id]);
  const add = () => {
    added.current = true;
    dispatch({ kind: 'mappings', change: 'add' });
  };
  const clear = () => {
    dispatch({ kind: 'mappings', change: 'clear' });
    // The button goes with the mappings.
    document.getElementById(`${id}-mapping-0-inside`)?.focus();
  };
  return (
    <section class="panel uid-map-system" aria-label="Mappings">
      <header>
        Mappings
        {!isBlank(view.mappings) && (
          <span class="right">
            <button type="button" class="btn" onClick={clear}>
              Clear mappings
            </button>
          </span>
        )}
      </header>
      <div class="mappings">
        {view.mappings.map((mapping, index) => (
          <Mapping
            key={index}
            mapping={mapping}
            index={index}
            dispatch={dispatch}
            id={id}
            alone={view.mappings.length === 1}
          />
        ))}
        <button type="button" class="btn" onClick={add}>
          Add mapping
        </button>
        <UndoLine id={id} undo={undo} of="mappings" dispatch={dispatch} />
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
            <p class="field-problem" id={`${id}-uid-problem`}>
              {view.uidProblem}
            </p>
          )}
        </div>
      )}
      {stack}
      {/* For eyes alone, where the map itself is out of sight; it is read out by the live region. */}
      {view.sentence.length > 0 && (
        <p class="answer-strip" aria-hidden="true">
          <PhraseText phrase={view.sentence} fieldId={undefined} />
        </p>
      )}
    </section>
  );
}

interface MappingProps {
  mapping: MakeView['mappings'][number];
  index: number;
  alone: boolean;
  dispatch: Dispatch;
  id: string;
}

function Mapping({ mapping, index, alone, dispatch, id }: MappingProps) {
  const name = `${id}-mapping-${index}`;
  const change = (changed: Partial<MappingRow>) => dispatch({ kind: 'mapping', index, mapping: changed });
  const numberInput = (field: 'inside' | 'outside' | 'count', label: string) => (
    <TextInput
      digits
      id={`${name}-${field}`}
      label={label}
      value={mapping[field]}
      invalid={mapping.problem?.field === field}
      onValue={(typed) => change({ [field]: typed })}
    />
  );
  return (
    <fieldset class="mapping" aria-labelledby={`${name}-name`}>
      <div class="mapping-head">
        <span id={`${name}-name`}>{alone ? 'Mapping' : `Mapping ${index + 1}`}</span>
        {!alone && (
          <button
            type="button"
            class="btn"
            aria-label={`Remove mapping ${index + 1}`}
            onClick={() => dispatch({ kind: 'mappings', change: { remove: index } })}
          >
            Remove
          </button>
        )}
      </div>
      {numberInput('inside', 'ID in the container')}
      {numberInput('outside', 'ID on the host')}
      <SelectField
        id={`${name}-kind`}
        label="For"
        options={KINDS}
        value={mapping.kind}
        onValue={(kind) => change({ kind })}
      />
      {numberInput('count', 'Number of IDs')}
      {mapping.kind === 'both' && !mapping.problem && mapping.inside.trim() !== '' && (
        <p class="mapping-group">
          Group {mapping.inside} in the container becomes group {mapping.outside} on the host, too. Check the
          directory’s group with <code>ls -ln</code> on the host. If it differs,{' '}
          <button type="button" class="link" onClick={() => otherGroup(dispatch, index, id)}>
            use a different group
          </button>{' '}
          or{' '}
          <button type="button" class="link" onClick={() => change({ kind: 'uid' })}>
            map the user only
          </button>
        </p>
      )}
      {mapping.problem && (
        <p class="field-problem" id={`${name}-inside-problem`}>
          {mapping.problem.words}
        </p>
      )}
    </fieldset>
  );
}

/** The group gets a row of its own, with the number to be changed in focus. */
function otherGroup(dispatch: Dispatch, index: number, id: string): void {
  dispatch({ kind: 'mappings', change: { split: index } });
  requestAnimationFrame(() => {
    const field = document.getElementById(`${id}-mapping-${index + 1}-outside`);
    if (field instanceof HTMLInputElement) field.select();
  });
}
