import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../../src/tools/build/packedNumbers.ts';

const folder = new URL('../../../content/data/', import.meta.url);
const tables = ['constants/common', 'constants/mips', 'syscalls/x86_64', 'syscalls/x32', 'syscalls/names', 'errno'];

test('a number is told by the one before it', () => {
  expect(pack({ read: 0, write: 1, mmap: 9, none: null, flag: 16, double: 32, low: -5 })).toBe(
    'read write mmap+8 none= flag+7 double* low=-5',
  );
});

test.each(tables)('%s comes back number for number, in its order', async (name) => {
  const { sets, numbers, pseudo } = JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8'));
  const found = sets ? Object.values<{ values?: object }>(sets).map((set) => set.values ?? set) : [numbers ?? pseudo];
  for (const table of found.filter((each) => Object.keys(each).length > 0))
    expect(Object.entries(unpack(pack(table)))).toEqual(Object.entries(table));
  expect(found.length).toBeGreaterThan(0);
});
