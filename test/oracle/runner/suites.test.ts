import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ASKED_OF_KERNELS, KERNELS } from './kernels.ts';
import { recorders } from './recorders.ts';
import { OWN_SUITE, packagesOf, SUITES } from './suites.ts';

const known = recorders(resolve(import.meta.dirname, '..'));

test('every suite is another than the machine’s own, and its recorders are there', () => {
  expect(Object.keys(SUITES)).not.toContain(OWN_SUITE);
  for (const { recorders: asked } of Object.values(SUITES))
    expect(asked.filter((name) => !known.includes(name))).toEqual([]);
});

test('the kernel of every suite is asked, by recorders that are there', () => {
  expect(Object.values(KERNELS).sort()).toEqual([OWN_SUITE, ...Object.keys(SUITES)].sort());
  expect(Object.entries(KERNELS).filter(([name, suite]) => name !== `linux-${suite}`)).toEqual([]);
  expect(ASKED_OF_KERNELS.filter((name) => !known.includes(name))).toEqual([]);
});

const BARE = { sources: ['sid'], pinned: [], lacks: [], recorders: [] };

test.each([
  [BARE, ['mount', 'python3', 'util-linux']],
  [
    { ...BARE, recorders: ['seccomp/record_random', 'seccomp/record_presets'] },
    ['libseccomp2', 'mount', 'python3', 'util-linux'],
  ],
  [{ ...BARE, recorders: ['idmap/record_runc'] }, ['busybox-static', 'mount', 'python3', 'runc', 'util-linux']],
  [
    { ...BARE, recorders: ['idmap/record_runc'], lacks: ['runc'] },
    ['busybox-static', 'mount', 'python3', 'util-linux'],
  ],
])('%j', (suite, packages) => {
  expect(packagesOf(suite)).toEqual(packages);
});
