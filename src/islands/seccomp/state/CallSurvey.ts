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

/** A survey as the page is served with it: as objects its thousand cells would be ten times as long. */
export interface PackedSurvey {
  abis: readonly Arch[];
  /** One answer a line: tone, word and reason, between tabs. */
  answers: string;
  /**
   * One call a line: its name, then a cell for each ABI, between tabs: the number and the answer's line. A number or an answer is left out where it is the
   * first ABI's, and a cell is empty where the ABI has no such call.
   */
  calls: string;
}

export function packSurvey({ abis, calls }: CallSurvey): PackedSurvey {
  const lines = new Map<string, number>();
  const lineOf = ({ tone, word, why }: CellAnswer): number => {
    const line = [tone, word, why].join('\t');
    const known = lines.get(line) ?? lines.size;
    lines.set(line, known);
    return known;
  };
  const packed = calls.map(({ name, cells: [first, ...others] }) => {
    const own = first && [first.number, lineOf(first.answer)];
    const rest = others.map((cell) => {
      if (!cell) return '';
      const both = [cell.number, lineOf(cell.answer)];
      return both.map((value, at) => (value === own?.[at] ? '' : value)).join(' ');
    });
    return [name, own?.join(' ') ?? '', ...rest].join('\t');
  });
  return { abis, answers: [...lines.keys()].join('\n'), calls: packed.join('\n') };
}

export function unpackSurvey({ abis, answers, calls }: PackedSurvey): CallSurvey {
  const known = answers.split('\n').map(answerIn);
  return { abis, calls: calls.split('\n').map((line) => callIn(line, known)) };
}

function answerIn(line: string): CellAnswer {
  const [tone = '', word = '', why = ''] = line.split('\t');
  return { tone: tone === 'allow' || tone === 'deny' ? tone : 'depends', word, why };
}

function callIn(line: string, answers: readonly CellAnswer[]): SurveyedCall {
  const [name = '', own = '', ...others] = line.split('\t');
  const first = cellIn(own, undefined, answers);
  return { name, cells: [first, ...others.map((cell) => cellIn(cell, first, answers))] };
}

function cellIn(
  cell: string,
  first: SurveyedCell | undefined,
  answers: readonly CellAnswer[],
): SurveyedCell | undefined {
  if (cell === '') return undefined;
  const [number, at] = cell.split(' ');
  const answer = at ? answers[Number(at)] : first?.answer;
  return answer && { number: number ? Number(number) : (first?.number ?? 0), answer };
}
