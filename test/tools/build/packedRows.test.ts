import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isRows, type PackedRows, packRows, unpackRows } from '../../../src/tools/build/packedSets.ts';

const folder = new URL('../../../content/data/prototypes/', import.meta.url);

test.each([
  [{ dup: [['int', 'fd']], fork: [], osf_fork: null }, '; dup,int fd; fork; osf_fork?'],
  [
    {
      a: [
        ['int', 'x'],
        ['int', 'y'],
      ],
      b: [
        ['char *', 'z'],
        ['int', 'w'],
      ],
    },
    'int; aAxAy; b,char *zAw',
  ],
])('%j is told as %s', (rows, packed) => {
  expect(packRows(rows)).toBe(packed);
  expect(unpackRows(packed)).toEqual(rows);
});

test.each([
  [{ read: [['int', 'fd']], write: [] }, true],
  [{ read: [['int', 'fd']], write: 1 }, false],
  [{ read: [['int', 'fd']], write: [['int']] }, false],
  [{ read: [['int', 'fd']], write: [['FILE *', 'file']] }, false],
  [{ read: [['int', 'fd']], write: [['int', 'bad name']] }, false],
  [{ read: ['int', 'fd'], write: [] }, false],
  [{ Read: [['int', 'fd']], write: [] }, false],
  [{ read: [['int', 'fd']] }, false],
])('%j is a table of parameters: %s', (value, is) => {
  expect(isRows(value)).toBe(is);
});

test.each(await readdir(folder))('%s comes back parameter for parameter, in its order', async (name) => {
  const { calls, abis } = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
  const tables = Object.values<PackedRows>(abis ?? { calls });
  for (const table of tables) {
    expect(isRows(table)).toBe(Object.keys(table).length > 1);
    expect(Object.entries(unpackRows(packRows(table)))).toEqual(Object.entries(table));
  }
  expect(tables.length).toBeGreaterThan(0);
});
