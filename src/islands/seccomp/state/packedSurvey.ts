import type { Arch } from '../../../engine/linux/index.ts';
import type { CallSurvey, CellAnswer, SurveyedCall, SurveyedCell } from './CallSurvey.ts';

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
