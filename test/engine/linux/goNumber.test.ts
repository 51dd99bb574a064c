import { expect, test } from 'vitest';
import { atoi, type GoNumber, goQuote, parseUint32, trimAsGo } from '../../../src/engine/linux/index.ts';

const SYNTAX = 'invalid syntax';
const RANGE = 'value out of range';
const told = ({ value, error }: GoNumber) => (error ? [value, error.reason] : value);

/** What each takes: sign, white space, leading zeros, other bases, text behind the digits, too many of them. */
test.each<[string, bigint | [bigint, string], bigint | [bigint, string]]>([
  ['0', 0n, 0n],
  ['65536', 65536n, 65536n],
  ['+5', 5n, [0n, SYNTAX]],
  ['-5', -5n, [0n, SYNTAX]],
  ['--5', [0n, SYNTAX], [0n, SYNTAX]],
  ['007', 7n, 7n],
  ['0x10', [0n, SYNTAX], [0n, SYNTAX]],
  ['0b1', [0n, SYNTAX], [0n, SYNTAX]],
  ['1_000', [0n, SYNTAX], [0n, SYNTAX]],
  ['', [0n, SYNTAX], [0n, SYNTAX]],
  ['-', [0n, SYNTAX], [0n, SYNTAX]],
  [' 5', [0n, SYNTAX], [0n, SYNTAX]],
  ['5 ', [0n, SYNTAX], [0n, SYNTAX]],
  ['5x', [0n, SYNTAX], [0n, SYNTAX]],
  ['٥', [0n, SYNTAX], [0n, SYNTAX]],
  ['4294967295', 4294967295n, 4294967295n],
  ['4294967296', 4294967296n, [4294967295n, RANGE]],
  ['9223372036854775807', 9223372036854775807n, [4294967295n, RANGE]],
  ['9223372036854775808', [9223372036854775807n, RANGE], [4294967295n, RANGE]],
  ['-9223372036854775808', -9223372036854775808n, [0n, SYNTAX]],
  ['-9223372036854775809', [-9223372036854775808n, RANGE], [0n, SYNTAX]],
  ['9223372036854775808x', [0n, SYNTAX], [4294967295n, RANGE]],
  // The digits past 64 bits end the reading, so what follows them is not met.
  ['18446744073709551616x', [9223372036854775807n, RANGE], [4294967295n, RANGE]],
  [`${'0'.repeat(100)}7`, 7n, 7n],
])('Atoi and ParseUint(…, 10, 32) of %j', (text, asAtoi, asUint32) => {
  expect([told(atoi(text)), told(parseUint32(text))]).toEqual([asAtoi, asUint32]);
});

test('errors have Go’s words', () => {
  expect(atoi('a"b').error?.words).toBe('strconv.Atoi: parsing "a\\"b": invalid syntax');
  expect(parseUint32('4294967296').error?.words).toBe('strconv.ParseUint: parsing "4294967296": value out of range');
});

test.each([
  ['a\tb', '"a\\tb"'],
  ['\\', '"\\\\"'],
  ['é☃', '"é☃"'],
  ['\x01\u200b\u{e0001}', '"\\x01\\u200b\\U000e0001"'],
])('%j is quoted %s', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});

test('white space is Go’s: U+0085 is, the byte order mark is not', () => {
  expect([trimAsGo('\u0085 a\u3000'), trimAsGo('\ufeffa')]).toEqual(['a', '\ufeffa']);
});
