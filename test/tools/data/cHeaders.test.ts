import { describe, expect, test } from 'vitest';
import { cDefinitions } from '../../../src/tools/data/cDefinitions.ts';
import { cExpression } from '../../../src/tools/data/cExpression.ts';
import { cValues } from '../../../src/tools/data/cValues.ts';

describe('what a header defines', () => {
  test.each<[string, string, string[]]>([
    ['a number', '#define A 1', ['A=1']],
    ['spaces and a comment', '#  define\tA\t 0x10 /* why, and\n how */', ['A=0x10']],
    ['a continued line', '#define A (B | \\\n  C) // both', ['A=(B |    C)']],
    ['no value', '#define A\n#define B 2', ['B=2']],
    ['a macro with arguments', '#define A(x) ((x) + 1)', []],
    ['a comment that defines', '/* #define A 1 */\n// #define B 2\n', []],
    ['an enum', 'enum { A, B = 5, C };', ['A=0', 'B=5', 'C=B + 1']],
    ['an enum with a tag', 'enum t { A,\n#define A A\n B, };', ['t.A=0', 't.B=A + 1', 'A=A']],
    ['twice', '#ifndef A\n#define A 1\n#endif\n#define A 2', ['A=1', 'A=2']],
  ])('%s', (_, header, expected) => {
    const found = cDefinitions(header).map(
      ({ name, expression, enum: tag }) => `${tag ? `${tag}.` : ''}${name}=${expression}`,
    );
    expect(found).toEqual(expected);
  });
});

describe('constant expressions', () => {
  const names: Record<string, bigint> = { A: 1n, B: 6n };
  test.each<[string, bigint | undefined]>([
    ['1', 1n],
    ['0x100000000ULL', 0x100000000n],
    ['010', 8n],
    ['08', undefined],
    ['-100', -100n],
    ['~0', -1n],
    ['(1<<31)', 1n << 31n],
    ['1 | 2 | 4', 7n],
    ['1 + 2 * 3 << 1', 14n],
    ['B & ~A & 0xf', 6n],
    ['((A) | B)', 7n],
    ['8 - 4 - 2', 2n],
    ['6 / 0', undefined],
    ["'T'", 84n],
    // asm-generic/ioctl.h: _IOR('T', 0x30, unsigned int) is TIOCGPTN.
    ["_IO('T', 0x41)", 0x5441n],
    ["_IOR('T', 0x30, unsigned int)", 0x80045430n],
    ["_IOW('T', 0x31, int)", 0x40045431n],
    ["_IOWR('T', 1, int)", 0xc0045401n],
    ["_IOR('T', 0x2A, struct termios2)", undefined],
    ['X', undefined],
    ['"text"', undefined],
    ['(1', undefined],
    ['1 2', undefined],
    ['', undefined],
  ])('%s', (text, value) => expect(cExpression(text, (name) => names[name])).toBe(value));
});

test('of several headers the first definition holds, and a name defined by itself has no value', () => {
  const { value, definitions } = cValues(['#define A 1\n#define B (A|C)\n#define D D\n', '#define A 2\n#define C 4\n']);
  expect(['A', 'B', 'C', 'D', 'E'].map(value)).toEqual([1n, 5n, 4n, undefined, undefined]);
  expect(definitions.map(({ name }) => name)).toEqual(['A', 'B', 'D', 'C']);
});
