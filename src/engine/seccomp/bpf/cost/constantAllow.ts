import { returnValueOf } from '../../filter/answers.ts';
import * as BPF from '../Instruction.ts';
import { ARCHITECTURE_OFFSET, NUMBER_OFFSET } from '../seccompData.ts';

const ALLOW = returnValueOf({ action: 'ALLOW', data: 0 });

/**
 * Whether a program allows a call by its number and architecture alone, as the kernel finds out when the filter is loaded (kernel/seccomp.c
 * seccomp_is_const_allow): it follows loads of these two, jumps and AND with constants, and gives up at anything else.
 */
export function constantAllow(instructions: readonly BPF.Instruction[], number: number, auditArch: number): boolean {
  let accumulator = 0;
  for (let at = 0; at < instructions.length; at++) {
    const { code, jt, jf, k } = instructions[at] as BPF.Instruction;
    switch (code) {
      case BPF.LD | BPF.ABS:
        if (k === NUMBER_OFFSET) accumulator = number >>> 0;
        else if (k === ARCHITECTURE_OFFSET) accumulator = auditArch;
        else return false;
        break;
      case BPF.RET:
        return k === ALLOW;
      case BPF.JMP | BPF.JA:
        at += k;
        break;
      case BPF.JMP | BPF.JEQ:
        at += accumulator === k ? jt : jf;
        break;
      case BPF.JMP | BPF.JGE:
        at += accumulator >= k ? jt : jf;
        break;
      case BPF.JMP | BPF.JGT:
        at += accumulator > k ? jt : jf;
        break;
      case BPF.JMP | BPF.JSET:
        at += (accumulator & k) !== 0 ? jt : jf;
        break;
      case BPF.ALU | BPF.AND:
        accumulator = (accumulator & k) >>> 0;
        break;
      default:
        return false;
    }
  }
  return false;
}
