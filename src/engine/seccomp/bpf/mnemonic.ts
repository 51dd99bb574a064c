import { isAllowedCode } from './checkProgram.ts';
import * as BPF from './Instruction.ts';

const OPERATIONS = new Map([
  [BPF.ADD, 'add'],
  [BPF.SUB, 'sub'],
  [BPF.MUL, 'mul'],
  [BPF.DIV, 'div'],
  [BPF.OR, 'or'],
  [BPF.AND, 'and'],
  [BPF.LSH, 'lsh'],
  [BPF.RSH, 'rsh'],
  [BPF.XOR, 'xor'],
]);

const JUMPS = new Map([
  [BPF.JEQ, 'jeq'],
  [BPF.JGT, 'jgt'],
  [BPF.JGE, 'jge'],
  [BPF.JSET, 'jset'],
]);

/** An instruction as the kernel's bpf_asm and netsniff's bpfc write it; `at` is its line, and jumps name the lines they lead to. One that no filter may have is told in numbers. */
export function mnemonic({ code, jt, jf, k }: BPF.Instruction, at: number): string {
  if (!isAllowedCode(code)) return `code 0x${code.toString(16)}, ${jt}, ${jf}, 0x${k.toString(16)}`;
  const operand = code & BPF.X ? 'x' : constant(k);
  switch (BPF.classOf(code)) {
    case BPF.LD:
      return `ld ${source(code, k)}`;
    case BPF.LDX:
      return `ldx ${source(code, k)}`;
    case BPF.ST:
      return `st M[${k}]`;
    case BPF.STX:
      return `stx M[${k}]`;
    case BPF.ALU: {
      const operation = OPERATIONS.get(BPF.operationOf(code));
      return operation === undefined ? 'neg' : `${operation} ${operand}`;
    }
    case BPF.JMP: {
      const jump = JUMPS.get(BPF.operationOf(code));
      return jump === undefined ? `ja ${at + 1 + k}` : `${jump} ${operand}, ${at + 1 + jt}, ${at + 1 + jf}`;
    }
    case BPF.RET:
      return code & BPF.A ? 'ret a' : `ret ${constant(k)}`;
    default:
      return code & BPF.TXA ? 'txa' : 'tax';
  }
}

const constant = (k: number) => `#0x${k.toString(16)}`;

function source(code: number, k: number): string {
  switch (code & 0xe0) {
    case BPF.ABS:
      return `[${k}]`;
    case BPF.MEM:
      return `M[${k}]`;
    case BPF.LEN:
      return '#len';
    default:
      return constant(k);
  }
}
