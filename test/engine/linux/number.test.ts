import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { constantValue, readNumber } from '../../../src/engine/linux/index.ts';
import { sourceText } from '../../../src/engine/text/index.ts';
import { runs } from '../../seed.ts';

const often = { numRuns: runs(300) };

/** The value, or each problem as `code @column`. */
function read(text: string): bigint | string[] {
  const { value, diagnostics } = readNumber(sourceText(text), 0, text.length, (name) =>
    constantValue(name, 'SCMP_ARCH_X86_64'),
  );
  return value ?? diagnostics.map(({ code, span }) => `${code} @${span?.column}`);
}

describe('an argument as written', () => {
  test.each<[string, bigint | string[]]>([
    ['0', 0n],
    ['165', 165n],
    ['0x7E020000', 2114060288n],
    ['0XfF', 255n],
    ['0644', 0o644n],
    ['0o644', 0o644n],
    ['-1', 2n ** 64n - 1n],
    ['~0', 2n ** 64n - 1n],
    ['-100', 2n ** 64n - 100n],
    ['18446744073709551615', 2n ** 64n - 1n],
    ['-9223372036854775808', 2n ** 63n],
    ['AF_VSOCK', 40n],
    [' CLONE_NEWUSER | SIGCHLD ', 0x10000011n],
    ['O_RDWR|0100', 0o102n],
    ['~CLONE_NEWUSER', 2n ** 64n - 1n - 0x10000000n],
    ['', ['number-missing @1']],
    ['AF_VSOK', ['constant-unknown @1']],
    ['SIGCHLD|', ['number-missing @9']],
    ['CLONE_X|12ab|SIGCHLD| 0x', ['constant-unknown @1', 'number-malformed @9', 'number-malformed @23']],
    ['089', ['number-malformed @1']],
    ['1.5', ['number-malformed @1']],
    ['1e3', ['number-malformed @1']],
    ['18446744073709551616', ['number-too-large @1']],
    ['-9223372036854775809', ['number-too-large @1']],
    ['--1', ['number-malformed @1']],
    ['constructor', ['constant-unknown @1']],
  ])('%j', (text, answer) => expect(read(text)).toEqual(answer));

  test('a problem says what was found, what was expected and what to do', () => {
    const text = 'socket(AF_VSOK)';
    expect(readNumber(sourceText(text), 7, 14)).toEqual({
      value: undefined,
      diagnostics: [
        {
          code: 'constant-unknown',
          severity: 'error',
          message: 'Unknown constant AF_VSOK.',
          hint: 'Check its spelling, or write its number: decimal, 0x hexadecimal or 0 octal.',
          span: { start: 7, end: 14, line: 1, column: 8 },
        },
      ],
    });
  });

  test('any text has a value or a problem, never both', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { value, diagnostics } = readNumber(sourceText(text), 0, text.length);
        expect(value === undefined).toBe(diagnostics.length > 0);
      }),
      often,
    );
  });

  test('a number is read in each of its spellings', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const spellings = [value.toString(), `0x${value.toString(16)}`, `0o${value.toString(8)}`];
        expect(spellings.map(read)).toEqual(spellings.map(() => value));
      }),
      often,
    );
  });
});
