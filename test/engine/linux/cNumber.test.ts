import { expect, test } from 'vitest';
import { ALL_BITS, readUnsignedInt, strtoumax, strtouNoneg } from '../../../src/engine/linux/index.ts';

/** The value, - before it where the sign was; how many characters; "over" past 64 bits. */
function read(text: string, base: 0 | 10): string {
  const { value, length, negative, overflow } = strtoumax(text, base);
  return `${negative ? '-' : ''}${overflow ? 'over' : value} ${length}`;
}

/** What each takes: white space, sign, other bases, text behind the digits, too many of them. */
test.each<[string, string, string, number]>([
  ['0', '0 1', '0 1', 0],
  ['65536', '65536 5', '65536 5', 65536],
  [' \t\n+5', '5 5', '5 5', 5],
  ['-5', '-5 2', '-5 2', 4294967291],
  ['-0', '0 2', '0 2', 0],
  ['- 5', '0 0', '0 0', 0],
  ['', '0 0', '0 0', 0],
  ['x', '0 0', '0 0', 0],
  ['5x', '5 1', '5 1', 5],
  ['010', '10 3', '8 3', 10],
  ['089', '89 3', '0 1', 89],
  ['0x1F', '0 1', '31 4', 0],
  ['0xg', '0 1', '0 1', 0],
  ['0b11', '0 1', '3 4', 0],
  ['0b2', '0 1', '0 1', 0],
  ['4294967296', '4294967296 10', '4294967296 10', 0],
  ['4294967301', '4294967301 10', '4294967301 10', 5],
  ['18446744073709551615', '18446744073709551615 20', '18446744073709551615 20', 4294967295],
  ['18446744073709551616', 'over 20', 'over 20', 4294967295],
  ['-18446744073709551616', '-over 21', '-over 21', 4294967295],
])('%j: strtoumax in base 10 gives %s, in base 0 %s; an unsigned int keeps %i', (text, ten, zero, kept) => {
  expect([read(text, 10), read(text, 0), readUnsignedInt(text).value]).toEqual([ten, zero, kept]);
});

test.each<[string, bigint | string]>([
  ['5', 5n],
  [' +5', 5n],
  ['0x10', 16n],
  ['010', 8n],
  ['0', 'range'],
  ['-5', 'range'],
  ['-0', 'range'],
  ['11', 11n],
  ['101', 'range'],
  ['101x', 'range'],
  ['18446744073709551616', 'range'],
  ['11x', 'syntax'],
  ['11 ', 'syntax'],
  ['', 'syntax'],
  ['x', 'syntax'],
])('shadow reads %j, from 1 to 100, as %s', (text, expected) => {
  const number = strtouNoneg(text, 0, 1n, 100n);
  expect(number.ok ? number.value : number.reason).toBe(expected);
});

test('shadow takes all 64 bits where it asks for no less', () => {
  expect(strtouNoneg('18446744073709551615', 10, 0n, ALL_BITS)).toEqual({ ok: true, value: ALL_BITS });
});
