import { expect, test } from 'vitest';
import { ABIS, type Split } from '../../../src/tools/data/cValues.ts';
import { type Row, splitArguments } from '../../../src/tools/data/tables/prototypes.ts';

const splitOf = (abi: string): Split => {
  const split = ABIS.find(({ token }) => token === abi)?.split;
  if (split === undefined) throw new RangeError(`${abi} passes 64 bits in one register`);
  return split;
};
const row = (text: string): Row => text.split(', ').map((each) => each.split(' ') as [type: string, name: string]);

const PREAD = 'uint fd, void* buf, size_t count, loff_t pos';
const FADVISE = 'int fd, loff_t offset, loff_t len, int advice';

test.each<[string, string, string]>([
  ['x86', 'int fd, int mode', 'fd mode'],
  // Each kernel function spells it out: arch/x86/kernel/sys_ia32.c, arch/arm64/kernel/sys32.c, arch/powerpc/kernel/sys_ppc32.c,
  // arch/s390/kernel/compat_linux.c, arch/mips/kernel/linux32.c.
  ['x86', PREAD, 'fd buf count pos_lo pos_hi'],
  ['arm', PREAD, 'fd buf count __pad pos_lo pos_hi'],
  ['ppc', PREAD, 'fd buf count __pad pos_hi pos_lo'],
  ['s390', PREAD, 'fd buf count pos_hi pos_lo'],
  ['mips', PREAD, 'fd buf count __pad pos_hi pos_lo'],
  ['ppc', 'int fd, loff_t offset, size_t len, int advice', 'fd __pad offset_hi offset_lo len advice'],
  ['arm', 'int fd, int advice, loff_t offset, loff_t len', 'fd advice offset_lo offset_hi len_lo len_hi'],
  ['x86', FADVISE, 'fd offset_lo offset_hi len_lo len_hi advice'],
  // advice is a seventh: the filter doesn't see it.
  ['mips', FADVISE, 'fd __pad offset_hi offset_lo len_hi len_lo'],
  ['arm', 'int a, uint b, __u64 mask, int c', 'a b mask_lo mask_hi c'],
  ['ppc', 'loff_t* a, u64 b', 'a __pad b_hi b_lo'],
])('%s: %s', (abi, parameters, names) => {
  expect(
    splitArguments(row(parameters), splitOf(abi))
      .map(([, name]) => name)
      .join(' '),
  ).toBe(names);
});

test('a half is u32, and what is not split keeps its type', () => {
  expect(splitArguments([['loff_t', 'pos'], ['long'], ['u64']], { first: 'low', aligned: false })).toEqual([
    ['u32', 'pos_lo'],
    ['u32', 'pos_hi'],
    ['long'],
    ['u32', 'value_lo'],
    ['u32', 'value_hi'],
  ]);
});
