import { expect, test } from 'vitest';
import { ARCHITECTURES, type Arch } from '../../../src/engine/linux/index.ts';
import * as everywhere from '../../../src/engine/linux/tables/everywhere.ts';
import * as inPage from '../../../src/engine/linux/tables/inPage.ts';

const ARCHS = ARCHITECTURES.map(({ arch }) => arch);

/** "loaded" or what asking for the ABI throws. */
function asked(arch: Arch): string {
  try {
    return inPage.tablesOf(arch) === everywhere.tablesOf(arch) && inPage.isLoaded(arch) ? 'loaded' : 'other';
  } catch (error) {
    return `${String(error)}${inPage.isLoaded(arch) ? ', yet loaded' : ''}`;
  }
}

test('a page has x86 alone until it loads more', async () => {
  const X86: readonly Arch[] = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'];
  expect(ARCHS.map(asked)).toEqual([
    ...X86.map(() => 'loaded'),
    ...ARCHITECTURES.slice(X86.length).map(
      ({ family }) => `RangeError: the tables of ${family} are not loaded: await loadTables first`,
    ),
  ]);
  await inPage.loadTables(['SCMP_ARCH_X32', 'SCMP_ARCH_S390']);
  expect(ARCHS.filter((arch) => asked(arch) === 'loaded')).toEqual([...X86, 'SCMP_ARCH_S390X', 'SCMP_ARCH_S390']);
  await inPage.loadTables(ARCHS);
  expect(ARCHS.filter((arch) => asked(arch) !== 'loaded')).toEqual([]);
});

test('a page has what libseccomp knows from 2.6.0 on until it loads more', async () => {
  const native = 'SCMP_ARCH_X86_64';
  const isThere = (libseccomp?: string) => inPage.isLoaded(native, libseccomp);
  const there = () => [undefined, '2.6.1', '2.6.0', '2.5.4', '2.5.1'].map(isThere);
  expect(there()).toEqual([true, true, true, false, false]);
  expect(() => inPage.olderLibseccomp()).toThrow(
    new RangeError('older libseccomp is not loaded: await loadTables first'),
  );
  await inPage.loadTables([native], '2.6.0');
  expect(there()).toEqual([true, true, true, false, false]);
  await inPage.loadTables([native], '2.5.4');
  expect(there()).toEqual([true, true, true, true, true]);
  expect(inPage.olderLibseccomp()).toEqual(everywhere.olderLibseccomp());
});

test('a page has the calls of each kernel once it loads them', async () => {
  const missing = new RangeError('the calls of each kernel are not loaded: await loadKernels first');
  expect(() => inPage.kernelCalls()).toThrow(missing);
  await inPage.loadKernels();
  expect(inPage.kernelCalls()).toEqual(everywhere.kernelCalls());
});

test('a page has the names that strace prints and the messages about maps once it loads them', async () => {
  expect(
    [() => inPage.straceNames(), () => inPage.mapMessages()].map((ask) => expect(ask).toThrow(RangeError)),
  ).toHaveLength(2);
  await Promise.all([inPage.loadStraceNames(), inPage.loadMapMessages()]);
  expect([inPage.straceNames(), inPage.mapMessages()]).toEqual([everywhere.straceNames(), everywhere.mapMessages()]);
});

test('elsewhere every family is there, with all its ABIs', async () => {
  await everywhere.loadTables(['SCMP_ARCH_S390X']);
  expect(ARCHS.filter((arch) => !everywhere.isLoaded(arch))).toEqual([]);
  expect(ARCHS.map((arch) => everywhere.tablesOf(arch).syscalls.arch)).toEqual(ARCHS);
});

test('both doors have the same names', () => {
  expect(Object.keys(inPage).sort()).toEqual(Object.keys(everywhere).sort());
});
