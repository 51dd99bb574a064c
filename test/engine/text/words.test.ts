import { expect, test } from 'vitest';
import { counted } from '../../../src/engine/text/index.ts';

test.each([
  [0, '0 IDs'],
  [1, '1 ID'],
  [1n, '1 ID'],
  [2, '2 IDs'],
])('%s is %j', (count, words) => {
  expect(counted(count, 'ID')).toBe(words);
});
