import { expect, test } from 'vitest';
import { ARCHITECTURES, type Family } from '../../../src/engine/linux/index.ts';
import * as everywhere from '../../../src/engine/linux/tables/everywhere.ts';
import * as inPage from '../../../src/engine/linux/tables/inPage.ts';

const FAMILIES = [...new Set(ARCHITECTURES.map(({ family }) => family))];

/** "loaded" or what asking for the family throws. */
function asked(family: Family): string {
  try {
    return inPage.tablesOf(family) === everywhere.tablesOf(family) && inPage.isFamilyLoaded(family)
      ? 'loaded'
      : 'other';
  } catch (error) {
    return `${String(error)}${inPage.isFamilyLoaded(family) ? ', yet loaded' : ''}`;
  }
}

test('a page has x86 alone until it loads more', async () => {
  const before = FAMILIES.map(asked);
  expect(before).toEqual([
    'loaded',
    ...FAMILIES.slice(1).map((family) => `RangeError: the tables of ${family} are not loaded: await loadTables first`),
  ]);
  await inPage.loadTables(['SCMP_ARCH_X32', 'SCMP_ARCH_S390', 'SCMP_ARCH_S390X']);
  expect(FAMILIES.filter((family) => asked(family) === 'loaded')).toEqual(['x86', 's390']);
  await inPage.loadTables(ARCHITECTURES.map(({ arch }) => arch));
  expect(FAMILIES.filter((family) => asked(family) !== 'loaded')).toEqual([]);
});

test('elsewhere every family is there, with all its ABIs', async () => {
  await everywhere.loadTables(['SCMP_ARCH_S390X']);
  expect(FAMILIES.filter((family) => !everywhere.isFamilyLoaded(family))).toEqual([]);
  expect(FAMILIES.flatMap((family) => [...everywhere.tablesOf(family).syscalls.keys()])).toEqual(
    ARCHITECTURES.map(({ arch }) => arch),
  );
});

test('both doors have the same names', () => {
  expect(Object.keys(inPage).sort()).toEqual(Object.keys(everywhere).sort());
});
