import { describe, expect, test } from 'vitest';
import { kinds } from './kinds.ts';
import { LISTINGS, MIXED } from './outputTexts.ts';

describe('listings and accounts', () => {
  test.each(LISTINGS)('%j: %s', (text, parts) => {
    expect(kinds(text)).toBe(parts);
  });
});

describe('errors, and pastes of several things', () => {
  test.each(MIXED)('%j: %s', (text, parts) => {
    expect(kinds(text)).toBe(parts);
  });
});
