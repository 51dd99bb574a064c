import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { NEEDS } from './packages.ts';
import { recorders } from './recorders.ts';

test('the list of packages names the recorders that there are, and no others', () => {
  expect(recorders(resolve(import.meta.dirname, '..'))).toEqual(Object.keys(NEEDS).sort());
});
