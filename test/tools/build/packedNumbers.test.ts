import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../../src/tools/build/packedSets.ts';

const folder = new URL('../../../content/data/', import.meta.url);
const tables = ['constants/common', 'constants/mips', 'syscalls/x86_64', 'syscalls/x32', 'syscalls/names', 'errno'];

test('a number is told by the one before it', () => {
  expect(pack({ read: 0, write: 1, mmap: 9, none: null, flag: 16, double: 32, low: -5 })).toBe(
    'read write mmap+8 none= flag+7 double* low=-5',
  );
});

test.each([
  [{ PR_SET_MM: 1, PR_GET_MM: 2, WNOHANG: 3 }, 'PR_:SET_MM+2 GET_MM :WNOHANG'],
  [{ PR_CAP_SET: 1, PR_CAP_GET: 2, PR_SET: 3, PR_GET: 4 }, 'PR_:CAP_SET+2 CAP_GET SET GET'],
  [{ PR_CAP_SET: 1, PR_CAP_GET: 2, PR_CAP_: 3 }, 'PR_:CAP_SET+2 CAP_GET CAP_'],
  [{ SIG_: 0, SIGHUP: 1, SIG_SETMASK: 2 }, 'SIG_ SIGHUP SIG_SETMASK'],
  [{ AF_UNSPEC: 0, MSG_OOB: 1, MSG_PEEK: 2, MSG_FIN: 512 }, 'AF_UNSPEC MSG_:OOB PEEK FIN+510'],
])('a prefix is told once: %j', (table, packed) => {
  expect(pack(table)).toBe(packed);
  expect(Object.entries(unpack(packed))).toEqual(Object.entries(table));
});

test.each([
  [{ bind: -102, connect: -103, read: null, socket: -101 }, '<read= connect=-103 bind socket'],
  [{ access: 0, brk: 1 }, 'access brk'],
])('names in their order are told in that of the numbers where that is shorter: %j', (table, packed) => {
  expect(pack(table)).toBe(packed);
  expect(Object.entries(unpack(packed))).toEqual(Object.entries(table));
});

test.each(tables)('%s comes back number for number, in its order', async (name) => {
  const { sets, numbers, pseudo } = JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8'));
  const found = sets ? Object.values<{ values?: object }>(sets).map((set) => set.values ?? set) : [numbers ?? pseudo];
  for (const table of found.filter((each) => Object.keys(each).length > 0))
    expect(Object.entries(unpack(pack(table)))).toEqual(Object.entries(table));
  expect(found.length).toBeGreaterThan(0);
});
