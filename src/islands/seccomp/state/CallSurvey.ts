import type { Arch } from '../../../engine/linux/index.ts';
import type { Shown } from '../../../share/seccompLink.ts';
import type { Tone } from '../../../ui/Chip.tsx';

/** An answer as a cell says it; calls with the same answer share one. */
export interface CellAnswer {
  tone: Tone;
  word: string;
  /** In as few words as fit: "line 60", "not named"; empty where the lines are of a text that is no longer there. */
  why: string;
}

/** A call of one ABI: its number, which people write without x32's bit, and its answer. */
export interface SurveyedCell {
  number: number;
  answer: CellAnswer;
}

/** A call by its name; `cells` has one entry for each ABI, undefined where the ABI has no such call. */
export interface SurveyedCall {
  name: string;
  cells: readonly (SurveyedCell | undefined)[];
}

/** Every call of every ABI of a filter, by name. */
export interface CallSurvey {
  abis: readonly Arch[];
  calls: readonly SurveyedCall[];
}

/** How many calls get each verdict, in the words of the table's choices. */
export interface Count {
  shown: Shown;
  label: string;
  count: number;
}

/** "379 all", "298 allowed", "3 depend", "78 refused". */
export function countTones(tones: readonly Tone[]): readonly Count[] {
  const count = { allow: 0, depends: 0, deny: 0 };
  for (const tone of tones) count[tone]++;
  return [
    { shown: 'all', label: 'all', count: tones.length },
    { shown: 'allow', label: 'allowed', count: count.allow },
    { shown: 'depends', label: 'depend', count: count.depends },
    { shown: 'deny', label: 'refused', count: count.deny },
  ];
}
