import { architectureOf, type Call } from '../../linux/index.ts';

type Endian = 'little' | 'big';

// linux/seccomp.h struct seccomp_data: { int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]; }
export const NUMBER_OFFSET = 0;
export const ARCHITECTURE_OFFSET = 4;
const POINTER_OFFSET = 8;
const ARGUMENTS_OFFSET = 16;
export const DATA_LENGTH = 64;

/** A part of struct seccomp_data that one load can read. */
export type Field =
  | { kind: 'number' }
  | { kind: 'architecture' }
  | { kind: 'instruction-pointer'; high: boolean }
  | { kind: 'argument'; argument: number; high: boolean };

/** Where half an argument lies; `half` counts from the lower half of argument 0. */
export function argumentOffset(half: number, endian: Endian): number {
  const argument = half >> 1;
  const second = (half & 1) === (endian === 'little' ? 1 : 0);
  return ARGUMENTS_OFFSET + argument * 8 + (second ? 4 : 0);
}

/** What lies at an offset that the kernel lets a filter load (a multiple of 4 below 64). */
export function fieldAt(offset: number, endian: Endian): Field {
  if (offset === NUMBER_OFFSET) return { kind: 'number' };
  if (offset === ARCHITECTURE_OFFSET) return { kind: 'architecture' };
  const high = offset % 8 === (endian === 'little' ? 4 : 0);
  if (offset < ARGUMENTS_OFFSET) return { kind: 'instruction-pointer', high };
  return { kind: 'argument', argument: (offset - ARGUMENTS_OFFSET) >> 3, high };
}

/** kernel/seccomp.c populate_seccomp_data, for a machine of this byte order. The instruction pointer is 0. */
export function seccompData(call: Call, endian: Endian): DataView {
  const little = endian === 'little';
  const data = new DataView(new ArrayBuffer(DATA_LENGTH));
  data.setUint32(NUMBER_OFFSET, call.syscall, little);
  data.setUint32(ARCHITECTURE_OFFSET, architectureOf(call.arch).auditArch, little);
  data.setBigUint64(POINTER_OFFSET, 0n, little);
  for (let argument = 0; argument < 6; argument++) {
    data.setBigUint64(ARGUMENTS_OFFSET + argument * 8, BigInt.asUintN(64, call.args[argument] ?? 0n), little);
  }
  return data;
}
