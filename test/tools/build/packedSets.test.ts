import { expect, test } from 'vitest';
import common from '../../../content/data/constants/common.json' with { type: 'json' };
import { isSets, packSets, unpackSets } from '../../../src/tools/build/packedSets.ts';

test('the sets of every architecture are the same after being a string', () => {
  expect(isSets(common.sets)).toBe(true);
  expect(unpackSets(packSets(common.sets))).toEqual(common.sets);
});

test('a line for each set', () => {
  const sets = {
    clone: { kind: 'bits', field: 255, values: { CLONE_VM: 256, CLONE_FS: 512 } },
    seek: { kind: 'values', values: { SEEK_SET: 0, SEEK_CUR: 1 } },
    none: { kind: 'values', values: {} },
  };
  expect(packSets(sets)).toBe('clone bits255 CLONE_:VM+257 FS*\nseek values SEEK_:SET CUR\nnone values ');
  expect(unpackSets(packSets(sets))).toEqual(sets);
});

test.each([
  { clone: { kind: 'bits', values: { CLONE_VM: 256, CLONE_FS: 512 } } },
  { clone: { kind: 'bits', values: { VM: 1, FS: 2 } }, seek: { kind: 'values' } },
  { clone: { kind: 'bits', values: { VM: 1, FS: 2 } }, seek: { kind: 'values', values: { SET: 0, CUR: 1 }, of: 1 } },
  { clone: { kind: 'bits', values: { VM: 1, FS: 2 } }, seek: null },
])('%j are no such sets', (value) => {
  expect(isSets(value)).toBe(false);
});
