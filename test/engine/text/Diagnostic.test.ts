import { describe, expect, it } from 'vitest';
import { error, info, shorten, warning } from '../../../src/engine/text/index.ts';

const SPAN = { start: 2, end: 4, line: 1, column: 3 };

describe('makers of diagnostics: what is left out is no member', () => {
  it.each([
    [error('a', 'Wrong.'), { code: 'a', severity: 'error', message: 'Wrong.' }],
    [warning('b', 'Odd.', 'Look.'), { code: 'b', severity: 'warning', message: 'Odd.', hint: 'Look.' }],
    [info('c', 'So.', undefined, SPAN), { code: 'c', severity: 'info', message: 'So.', span: SPAN }],
    [
      error('d', 'Wrong.', 'Fix.', SPAN, { fix: [] }),
      { code: 'd', severity: 'error', message: 'Wrong.', hint: 'Fix.', span: SPAN, fix: [] },
    ],
  ])('%j', (made, whole) => expect(made).toStrictEqual(whole));
});

describe('shorten', () => {
  it.each([
    ['', 40, ''],
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['a'.repeat(41), undefined, `${'a'.repeat(39)}…`],
  ])('%j to at most %s', (text, most, short) => expect(shorten(text, most)).toBe(short));
});
