import { expect, test } from 'vitest';
import { textSize } from '../../src/ui/lineRuns.ts';

test.each<[text: string, rows: number, cols: number]>([
  ['', 1, 0],
  ['abc', 1, 3],
  ['abc\n', 2, 3],
  ['a\nabcd\nab', 3, 4],
  ['\ta', 1, 5],
  ['ab\ta', 1, 5],
  ['漢字', 1, 4],
  ['😀', 1, 2],
])('%j takes %i rows of %i', (text, rows, cols) => {
  expect(textSize(text)).toEqual({ rows, cols });
});
