import { describe, expect, test } from 'vitest';
import { type LineMark, lineRuns } from '../../src/ui/LineMark.ts';

/** One word a run: `1-3` for plain lines; `2:error` for a marked one, its underlined pieces in brackets. */
function notation(text: string, marks: LineMark[], ...drawn: [above: number, most: number] | []): string {
  const words = lineRuns(text, marks, ...drawn).map((run) => {
    if (!('pieces' in run)) return `${run.first}-${run.first + run.count - 1}`;
    const pieces = run.pieces.map(({ text, wavy }) => (wavy ? `[${wavy[0]}:${text}]` : text)).join('');
    return `${run.line}:${run.tones.join('+')}:${pieces}`;
  });
  return words.join(' / ');
}

const ABC = 'aaa\nbbb\nccc';

describe('the runs of a text with marks', () => {
  test.each<[string, string, LineMark[], string]>([
    ['no marks', ABC, [], '1-3'],
    ['an empty text', '', [], '1-1'],
    ['an empty text, marked', '', [{ line: 1, tone: 'lit' }], '1:lit:'],
    ['a lit line', ABC, [{ line: 2, tone: 'lit' }], '1-1 / 2:lit:bbb / 3-3'],
    ['a lit line has no underline', ABC, [{ line: 2, tone: 'lit', start: 4, end: 5 }], '1-1 / 2:lit:bbb / 3-3'],
    ['an error in the line', ABC, [{ line: 2, tone: 'error', start: 5, end: 6 }], '1-1 / 2:error:b[e:b]b / 3-3'],
    ['an error to the end', ABC, [{ line: 1, tone: 'error', start: 1, end: 3 }], '1:error:a[e:aa] / 2-3'],
    ['a span over two lines', ABC, [{ line: 1, tone: 'error', start: 2, end: 6 }], '1:error:aa[e:a ] / 2-3'],
    ['an empty span', ABC, [{ line: 1, tone: 'error', start: 1, end: 1 }], '1:error:a[e:a]a / 2-3'],
    ['an empty span at the end', ABC, [{ line: 3, tone: 'error', start: 11, end: 11 }], '1-2 / 3:error:ccc[e: ]'],
    [
      'lit and wrong',
      ABC,
      [
        { line: 2, tone: 'lit' },
        { line: 2, tone: 'error', start: 4, end: 5 },
      ],
      '1-1 / 2:error+lit:[e:b]bb / 3-3',
    ],
    [
      'an error over a warning',
      ABC,
      [
        { line: 1, tone: 'warning', start: 0, end: 2 },
        { line: 1, tone: 'error', start: 1, end: 3 },
      ],
      '1:error+warning:[w:a][e:a][e:a] / 2-3',
    ],
    ['a line the text lacks', ABC, [{ line: 9, tone: 'lit' }], '1-3'],
  ])('%s', (_, text, marks, expected) => {
    expect(notation(text, marks)).toBe(expected);
  });
});

test.each<[above: number, most: number, expected: string]>([
  [0, 2, '1-1 / 2:lit:bbb'],
  [1, 1, '2:lit:bbb'],
  [2, 9, '3-3'],
  [3, 9, ''],
])('below %i lines, %i of them', (above, most, expected) => {
  expect(notation(ABC, [{ line: 2, tone: 'lit' }], above, most)).toBe(expected);
});
