import { describe, expect, test } from 'vitest';
import { cDefinitions, cValues } from '../../../src/tools/data/cValues.ts';
import { cExpression } from '../../../src/tools/data/goRule.ts';

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
    ['taken back', '#undef A\n#define A 1\n#undef A\n#define A 58\n#undef B', ['A=58']],
  ])('%s', (_, header, expected) => {
    const found = cDefinitions(header).map(
      ({ name, expression, enum: tag }) => `${tag ? `${tag}.` : ''}${name}=${expression}`,
    );
    expect(found).toEqual(expected);
  });
});

describe('constant expressions', () => {
  const names: Record<string, bigint> = { A: 1n, B: 6n };
  const sizeOf = (type: string) => (type === 'int' || type === 'unsigned int' ? 4n : undefined);
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
    ['((__kernel_rwf_t)0x00000010)', 16n],
    ['((__poll_t)(1 << 4)) | (some_t)A', 17n],
    ['(some_t)', undefined],
  ])('%s', (text, value) => expect(cExpression(text, (name) => names[name], sizeOf)).toBe(value));

  // asm/ioctl.h of mips and powerpc: 13 bits of size, three of direction.
  const others: Record<string, bigint> = { _IOC_NONE: 1n, _IOC_READ: 2n, _IOC_WRITE: 4n, _IOC_DIRSHIFT: 29n };
  test.each<[string, bigint]>([
    ["_IO('T', 0x41)", 0x20005441n],
    ["_IOR('T', 0x30, unsigned int)", 0x40045430n],
    ["_IOW('T', 0x31, int)", 0x80045431n],
    ["_IOWR('T', 1, int)", 0xc0045401n],
  ])('on mips %s', (text, value) => expect(cExpression(text, (name) => others[name], sizeOf)).toBe(value));
});

test('of several headers the first definition holds, and a name defined by itself has no value', () => {
  const { value, definitions } = cValues(['#define A 1\n#define B (A|C)\n#define D D\n', '#define A 2\n#define C 4\n']);
  expect(['A', 'B', 'C', 'D', 'E'].map(value)).toEqual([1n, 5n, 4n, undefined, undefined]);
  expect(definitions.map(({ name }) => name)).toEqual(['A', 'B', 'D', 'C']);
});

test('a request holds the size of the struct that it passes', () => {
  const { value } = cValues([
    'struct pair { int a; int b; };\n#define GET _IOR(1, 2, struct pair)\n#define PUT _IOW(1, 3, long)\n',
  ]);
  expect([value('GET'), value('PUT')]).toEqual([0x80080102n, undefined]);
});
