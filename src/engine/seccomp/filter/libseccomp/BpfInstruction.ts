/** linux/filter.h struct sock_filter, as libseccomp fills it in. */
export interface BpfInstruction {
  code: number;
  jt: number;
  jf: number;
  k: number;
}

/** An instruction whose jumps are not known yet. */
export type Unplaced = Pick<BpfInstruction, 'code' | 'k'>;

// linux/bpf_common.h: all that gen_bpf.c writes, each with its operand in `k`.
const LD_ABS = 0x20;
const AND = 0x54;
const RET = 0x06;
const JUMPS = { JA: 0x05, EQ: 0x15, GT: 0x25, GE: 0x35 } as const;

// linux/seccomp.h struct seccomp_data.
const NUMBER = 0;
const ARCHITECTURE = 4;
const ARGUMENTS = 16;

export const loadNumber: Unplaced = { code: LD_ABS, k: NUMBER };
export const loadArchitecture: Unplaced = { code: LD_ABS, k: ARCHITECTURE };
export const masked = (mask: number): Unplaced => ({ code: AND, k: mask });
export const returning = (action: number): Unplaced => ({ code: RET, k: action });
export const jumping = (kind: keyof typeof JUMPS, k: number): Unplaced => ({ code: JUMPS[kind], k });

/** Half `half` of the arguments (twice the argument, plus 1 for its upper half) in a machine's byte order. */
export function loadHalf(half: number, endian: 'little' | 'big'): Unplaced {
  const isSecond = (half & 1) === (endian === 'little' ? 1 : 0);
  return { code: LD_ABS, k: ARGUMENTS + 8 * (half >> 1) + (isSecond ? 4 : 0) };
}
