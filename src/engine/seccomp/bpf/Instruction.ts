/** linux/filter.h struct sock_filter. Jumps count the instructions that are left out. */
export interface Instruction {
  /** 16 bits: what to do. */
  code: number;
  /** 8 bits each: how far a conditional jump goes when its comparison holds, and when it doesn't. */
  jt: number;
  jf: number;
  /** 32 bits, unsigned: what to load, to compare with, to return; for JA how far to jump. */
  k: number;
}

/** linux/bpf_common.h BPF_MEMWORDS: the scratch memory's words. */
export const MEMORY_WORDS = 16;

// linux/bpf_common.h: an instruction's class is its lowest three bits.
export const LD = 0x00;
export const LDX = 0x01;
export const ST = 0x02;
export const STX = 0x03;
export const ALU = 0x04;
export const JMP = 0x05;
export const RET = 0x06;
export const MISC = 0x07;

// Where a load comes from. Only words are loaded: BPF_W is 0.
export const IMM = 0x00;
export const ABS = 0x20;
export const MEM = 0x60;
export const LEN = 0x80;

// What ALU and JMP do.
export const ADD = 0x00;
export const SUB = 0x10;
export const MUL = 0x20;
export const DIV = 0x30;
export const OR = 0x40;
export const AND = 0x50;
export const LSH = 0x60;
export const RSH = 0x70;
export const NEG = 0x80;
export const XOR = 0xa0;
export const JA = 0x00;
export const JEQ = 0x10;
export const JGT = 0x20;
export const JGE = 0x30;
export const JSET = 0x40;

/** The operand is the index register; else it is `k`. */
export const X = 0x08;
/** RET gives back the accumulator; else `k`. */
export const A = 0x10;

export const TAX = 0x00;
export const TXA = 0x80;

/** The class of an instruction. */
export const classOf = (code: number) => code & 0x07;

/** What an instruction of the classes ALU and JMP does. */
export const operationOf = (code: number) => code & 0xf0;

/** Whether an instruction may go two ways. */
export const isConditional = (code: number) => classOf(code) === JMP && operationOf(code) !== JA;
