import type { Finding } from '../filter/libseccomp/canHold.ts';

/** Which 32 bits of a call: a half of an argument (twice the argument, plus 1 for its upper half), or one of these. */
export type Part = number;
export const NUMBER: Part = -1;
/** The instruction pointer's lower half; its upper one comes behind. */
export const POINTER: Part = 12;
/** linux/audit.h AUDIT_ARCH_*. */
export const ARCHITECTURE: Part = 14;

/** Where a call has come to: an answer (SECCOMP_RET_* with its data), or one more comparison. */
export type Place = { answer: number } | Asking;

export interface Asking extends Pick<Finding, 'mask' | 'datum'> {
  part: Part;
  op: 'EQ' | 'GT' | 'GE';
  /** Where a call goes on for which the comparison holds, or doesn't. */
  go: (held: boolean) => Place;
}

/** Anything that answers calls by comparisons of their parts with constants, a filter or a program: where every call begins. */
export type Decider = () => Place;

export const isAnswer = (place: Place): place is { answer: number } => 'answer' in place;
