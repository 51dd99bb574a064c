import { describe, expect, test } from 'vitest';
import { argumentOffset, fieldAt, seccompData } from '../../../../src/engine/seccomp/bpf/run.ts';
import type { Call } from '../../../../src/engine/seccomp/index.ts';

const call: Call = { arch: 'SCMP_ARCH_X86_64', syscall: 0x11223344, args: [1n, 0x0102030405060708n, -1n] };
const words = (endian: 'little' | 'big') => {
  const bytes = [...new Uint8Array(seccompData(call, endian).buffer)];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(00){24}$/, '');
};

describe('struct seccomp_data', () => {
  test.each([
    [
      'little',
      '44332211' + '3e0000c0' + '0000000000000000' + '0100000000000000' + '0807060504030201' + 'ffffffffffffffff',
    ],
    [
      'big',
      '11223344' + 'c000003e' + '0000000000000000' + '0000000000000001' + '0102030405060708' + 'ffffffffffffffff',
    ],
  ] as const)('%s-endian', (endian, bytes) => {
    expect(words(endian)).toBe(bytes);
  });

  test.each([
    ['little', 0, 16],
    ['little', 1, 20],
    ['little', 10, 56],
    ['little', 11, 60],
    ['big', 0, 20],
    ['big', 1, 16],
    ['big', 10, 60],
    ['big', 11, 56],
  ] as const)('%s-endian, half %i of the arguments lies at %i', (endian, half, offset) => {
    expect(argumentOffset(half, endian)).toBe(offset);
    expect(fieldAt(offset, endian)).toEqual({ kind: 'argument', argument: half >> 1, high: half % 2 === 1 });
  });

  test('what else a load can read', () => {
    expect([0, 4, 8, 12].map((offset) => fieldAt(offset, 'little'))).toEqual([
      { kind: 'number' },
      { kind: 'architecture' },
      { kind: 'instruction-pointer', high: false },
      { kind: 'instruction-pointer', high: true },
    ]);
  });
});
