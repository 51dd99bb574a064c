import { expect, test } from 'vitest';
import { queryFragment } from '../../../src/islands/stack/state/queryFragment.ts';

test.each<[query: string, fragment: string | undefined]>([
  ['', undefined],
  ['?call=', undefined],
  ['?call=mkdir', 'call=mkdir'],
  ['?call=+mkdir+', 'call=mkdir'],
  ['?call=clone%28CLONE_NEWUSER%29', 'call=clone(CLONE_NEWUSER)'],
  ['?call=x86%3A+open&image=ubuntu%3A22.04&colour=red', 'call=x86%3A%20open&image=ubuntu%3A22.04'],
  ['?call=mkdir&arch=aarch64', 'call=mkdir&arch=aarch64'],
  ['?call=%E0%A4%A%23', 'call=%EF%BF%BD%25A%23'],
])('%s', (query, fragment) => {
  expect(queryFragment(query)).toBe(fragment);
});
