import { LineField } from '../../../ui/LineField.tsx';
import { PhraseText } from '../../../ui/PhraseText.tsx';
import { ProblemList } from '../../../ui/ProblemList.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { TextInput } from '../../../ui/TextInput.tsx';
import type { Dispatch } from '../Dispatch.ts';
import type { MakeView } from './makeView.ts';
import type { WishRow } from './WishRow.ts';

export interface WishPanelProps {
  view: MakeView;
  dispatch: Dispatch;
  id: string;
}

const KINDS: readonly { value: WishRow['kind']; label: string }[] = [
  { value: 'both', label: 'user and group' },
  { value: 'uid', label: 'user' },
  { value: 'gid', label: 'group' },
];

/** What the map shall do: ids that must meet, and the range that the rest may take. */
export function WishPanel({ view, dispatch, id }: WishPanelProps) {
  const haveId = `${id}-have`;
  return (
    <section class="panel uid-map-system" aria-label="What you want">
      <header>What you want</header>
      <div class="wishes">
        {view.wishes.map((wish, index) => (
          <Wish key={index} wish={wish} index={index} dispatch={dispatch} id={id} alone={view.wishes.length === 1} />
        ))}
        <button type="button" class="btn" onClick={() => dispatch({ kind: 'wishes', change: 'add' })}>
          Another id
        </button>
      </div>
      <div class="uid-map-text">
        <LineField
          id={haveId}
          label="Everything else takes ids from (your /etc/subuid)"
          text={view.have}
          marks={view.haveMarks}
          minRows={2}
          maxRows={8}
          describedBy={view.haveProblems.length > 0 ? `${haveId}-problems` : undefined}
          onText={(have) => dispatch({ kind: 'choose', choices: { have } })}
        />
      </div>
      <ProblemList fieldId={haveId} items={view.haveProblems} />
      {view.asksUid && (
        <div class="field">
          <TextInput
            id={`${id}-uid`}
            label="that user’s uid"
            value={view.uid}
            onValue={(uid) => dispatch({ kind: 'choose', choices: { uid } })}
          />
        </div>
      )}
      {view.canPrefer && (
        <div class="field">
          <SelectField
            id={`${id}-prefer`}
            label="What matters more"
            options={PREFERENCES}
            value={view.prefer}
            onValue={(value) => {
              const prefer = PREFERENCES.find((each) => each.value === value)?.value;
              if (prefer) dispatch({ kind: 'choose', choices: { prefer } });
            }}
          />
        </div>
      )}
      {/* For eyes alone, where the map itself is out of sight; it is read out by the live region. */}
      <p class="answer-strip" aria-hidden="true">
        <PhraseText phrase={view.sentence} fieldId={undefined} />
      </p>
    </section>
  );
}

const PREFERENCES: readonly { value: MakeView['prefer']; label: string }[] = [
  { value: 'fewest', label: 'few lines' },
  { value: 'kept', label: 'files that are there keep their owners' },
];

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
    <fieldset class="wish">
      <legend class="visually-hidden">Wish {index + 1}</legend>
      <NumberInput
        id={`${name}-inside`}
        label="Id in the container"
        value={wish.inside}
        problem={wish.problem}
        onValue={(inside) => change({ inside })}
      />
      <NumberInput
        id={`${name}-outside`}
        label="is this id on the host"
        value={wish.outside}
        problem={wish.problem}
        onValue={(outside) => change({ outside })}
      />
      <SelectField
        id={`${name}-kind`}
        label="of"
        options={KINDS}
        value={wish.kind}
        onValue={(value) => {
          const kind = KINDS.find((each) => each.value === value)?.value;
          if (kind) change({ kind });
        }}
      />
      <NumberInput
        id={`${name}-count`}
        label="how many"
        value={wish.count}
        problem={wish.problem}
        onValue={(count) => change({ count })}
      />
      {!alone && (
        <button
          type="button"
          class="btn"
          aria-label={`Remove wish ${index + 1}`}
          onClick={() => dispatch({ kind: 'wishes', change: { remove: index } })}
        >
          Remove
        </button>
      )}
      {wish.problem && (
        <p class="user-problem" id={`${name}-inside-problem`}>
          {wish.problem}
        </p>
      )}
    </fieldset>
  );
}

interface NumberInputProps {
  id: string;
  label: string;
  value: string;
  problem: string | undefined;
  onValue: (value: string) => void;
}

function NumberInput({ id, label, value, problem, onValue }: NumberInputProps) {
  return (
    <div class="text-input">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="in"
        inputMode="numeric"
        autocomplete="off"
        spellcheck={false}
        value={value}
        aria-invalid={problem !== undefined || undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </div>
  );
}
