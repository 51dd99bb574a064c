import { useRef, useState } from 'preact/hooks';
import { traceCheck } from '../../engine/checks/index.ts';
import { SelectField, type SelectOption } from '../../ui/SelectField.tsx';
import { Missing } from '../recovery/Missing.tsx';
import type { Trouble } from '../recovery/Retry.ts';
import { useRetry } from '../recovery/useRetry.ts';
import { TRACES } from '../traces/traces.ts';
import { CHECK_SETS } from './sets.ts';
import { traceName } from './traceName.ts';
import { withCheck, withLines } from './useChecks.ts';

export interface AddedLinesProps {
  id: string;
  about: 'profile' | 'map';
  text: string;
  onText: (text: string) => void;
}

/** Adds lines to the checks: a set, or a check of a recorded run. Nothing that is there goes. */
export function AddedLines({ id, about, text, onText }: AddedLinesProps) {
  const [chosen, setChosen] = useState('');
  const [wanted, setWanted] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  /** By the time that a set is there, more may have been typed. */
  const latest = useRef({ text, onText });
  latest.current = { text, onText };
  const set = CHECK_SETS.find((each) => each.id === wanted);
  const load =
    set &&
    (async () => {
      const lines = await set.load();
      setWanted(undefined);
      const { text, onText } = latest.current;
      onText(withLines(text, lines));
    });
  const tryAgain = useRetry(load, setTrouble, [wanted]);
  const add = (value: string) => {
    const trace = TRACES.find((each) => traceName(each.id) === value);
    const check = trace ? traceCheck(value) : MAP_CHECKS.find((each) => each === value);
    setTrouble(undefined);
    if (check === undefined) setWanted(value);
    else onText(withCheck(text, check));
  };
  return (
    <div class="checks-add">
      <SelectField
        id={`${id}-checks-add`}
        label="Add checks"
        options={about === 'profile' ? PROFILE_OPTIONS : MAP_OPTIONS}
        value={chosen}
        onValue={setChosen}
      />
      {/* Arrow keys go through the list, and nothing is added by the way. */}
      <button type="button" class="btn" disabled={chosen === ''} onClick={() => add(chosen)}>
        Add
      </button>
      {set && trouble && <Missing what="the checks" trouble={trouble} onTryAgain={tryAgain} />}
    </div>
  );
}

const CHOOSE: SelectOption = { value: '', label: 'Choose…' };

const PROFILE_OPTIONS: readonly SelectOption[] = [
  CHOOSE,
  ...CHECK_SETS.map(({ id, title }) => ({ value: id, label: title, group: 'Sets' })),
  ...TRACES.map(({ id, title, version }) => ({
    value: traceName(id),
    label: title === version ? title : `${title}: ${version}`,
    group: 'A recorded run passes',
  })),
];

/** What is asked of a map most. */
const MAP_CHECKS = ['write -> ok', 'inside 0 -> mapped', 'outside 0 -> unmapped', 'inside 0-65535 -> mapped'] as const;

const MAP_OPTIONS: readonly SelectOption[] = [
  CHOOSE,
  { value: MAP_CHECKS[0], label: 'The kernel accepts the map' },
  { value: MAP_CHECKS[1], label: 'Container root is mapped' },
  { value: MAP_CHECKS[2], label: 'Host root is not mapped' },
  { value: MAP_CHECKS[3], label: 'Container IDs 0 to 65535 are mapped' },
];
