import { expect, test } from 'vitest';
import { rowAfter } from '../../../../../src/islands/seccomp/panels/useRowKeys.ts';

const plain = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };

test.each<[key: string, at: number, to: number | undefined]>([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 29, 29],
  ['ArrowUp', 5, 4],
  ['ArrowUp', 0, 0],
  ['PageDown', 5, 15],
  ['PageDown', 25, 29],
  ['PageUp', 15, 5],
  ['PageUp', 5, 0],
  ['Home', 7, 0],
  ['End', 7, 29],
  ['Enter', 7, undefined],
  ['Tab', 7, undefined],
])('%s in row %d of 30, ten to a page, leads to %s', (key, at, to) => {
  expect(rowAfter({ ...plain, key }, at, 30, 10)).toBe(to);
});

test.each(['ctrlKey', 'altKey', 'metaKey', 'shiftKey'])('with %s the key is the browser’s', (held) => {
  expect(rowAfter({ ...plain, key: 'Home', [held]: true }, 7, 30, 10)).toBeUndefined();
});
