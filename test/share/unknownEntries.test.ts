import { describe, expect, test } from 'vitest';
import { ASK_LINK } from '../../src/share/askLink.ts';
import { unknownEntries, withEntries } from '../../src/share/fragment.ts';
import { SECCOMP_LINK } from '../../src/share/seccompLink.ts';

describe('what a page does not know of a link', () => {
  test.each<[fragment: string, kept: string]>([
    ['', ''],
    ['#', ''],
    ['#text=1', ''],
    ['#text.z=AA', ''],
    ['#text=1&v=2', 'v=2'],
    ['v=2&text=1&colour=bl%75e', 'v=2&colour=bl%75e'],
    ['#colour=red&colour=blue', 'colour=red'],
    ['#&&=x&mark', 'mark'],
    ['#a=b=c', 'a=b=c'],
  ])('%j: %j', (fragment, kept) => expect(unknownEntries(ASK_LINK, fragment)).toBe(kept));

  test('depends on the page', () => expect(unknownEntries(SECCOMP_LINK, '#call=mkdir&text=1')).toBe('text=1'));
});

test.each([
  ['call=mkdir', 'v=2', 'call=mkdir&v=2'],
  ['', 'v=2', 'v=2'],
  ['call=mkdir', '', 'call=mkdir'],
  ['', '', ''],
])('%j with %j: %j', (fragment, entries, whole) => expect(withEntries(fragment, entries)).toBe(whole));
