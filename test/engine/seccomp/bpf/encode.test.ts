import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARCHITECTURES } from '../../../../src/engine/linux/index.ts';
import { decode, encode } from '../../../../src/engine/seccomp/index.ts';
import { listingOf, program } from './listing.ts';

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const bytes = (words: string) => Uint8Array.from(words.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));

describe('struct sock_filter, 8 bytes each', () => {
  test.each([
    ['ret #0x7fff0000', '060000000000ff7f'],
    [
      'ld [4] / jeq #0xc000003e, 2, 3 / ret #0x0 / ret #0x50001',
      '2000000004000000' + '150000013e0000c0' + '0600000000000000' + '0600000001000500',
    ],
  ])('%s', (listing, words) => {
    expect(hex(encode(program(listing)))).toBe(words);
    const { value, diagnostics } = decode(bytes(words), 'SCMP_ARCH_X86_64');
    expect([value && listingOf(value), diagnostics]).toEqual([listing, []]);
  });

  test('in the byte order of its architecture', () => {
    for (const { arch, endian } of ARCHITECTURES) {
      const words = endian === 'little' ? '1500010212000080' : '0015010280000012';
      expect(hex(encode({ arch, origins: [], instructions: [{ code: 0x15, jt: 1, jf: 2, k: 0x80000012 }] }))).toBe(
        words,
      );
    }
  });
});

describe('what is no program', () => {
  test.each([
    ['', 'The program has 0 instructions; the kernel takes 1 to 4096.'],
    ['0600', 'The program has 2 bytes, which is not a multiple of 8.'],
    ['2000000004000000', 'Instruction 0: The program does not end with a RET.'],
    [
      '94000000040000000600000000000000',
      'Instruction 0: Found the code 0x94, expected one that a seccomp filter may have.',
    ],
  ])('"%s"', (words, message) => {
    const { value, diagnostics } = decode(bytes(words), 'SCMP_ARCH_X86_64');
    expect([value, diagnostics.map((problem) => problem.message)]).toEqual([undefined, [message]]);
  });

  test('any bytes end in a program or in a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.constantFrom(...ARCHITECTURES), (data, { arch }) => {
        const { value, diagnostics } = decode(data, arch);
        return value === undefined ? diagnostics.length > 0 : hex(encode(value)) === hex(data);
      }),
    );
  });
});
