import { comment } from './comment.ts';
import { classOf, type Instruction, isConditional, JMP } from './Instruction.ts';
import { knowledgeOf } from './knowledge.ts';
import { mnemonic } from './mnemonic.ts';
import type { Origin, Program } from './Program.ts';

/** An instruction as people read it. */
export interface Line {
  /** Its place in the program; jumps name it. */
  offset: number;
  instruction: Instruction;
  /** "jeq #0xc000003e, 2, 41": the line to go on at when the comparison holds, then that when it doesn't. */
  text: string;
  /** The same in words: the part of the call that is loaded, the names behind numbers, the action behind a constant. */
  comment: string;
  /** The lines that a jump leads to. */
  jump?: { whenTrue: number; whenFalse: number } | { always: number };
  /** What it serves; undefined where the program was not compiled here. */
  origin?: Origin;
}

/** A program's listing, one line for each instruction. */
export function disassemble(program: Program): Line[] {
  const known = knowledgeOf(program);
  return program.instructions.map((instruction, offset) => {
    const jump = jumpOf(instruction, offset);
    const origin = program.origins[offset];
    return {
      offset,
      instruction,
      text: mnemonic(instruction, offset),
      comment: comment(instruction, { known: known[offset], because: origin?.because ?? [], arch: program.arch }),
      ...(jump && { jump }),
      ...(origin && { origin }),
    };
  });
}

function jumpOf({ code, jt, jf, k }: Instruction, offset: number): Line['jump'] {
  if (isConditional(code)) return { whenTrue: offset + 1 + jt, whenFalse: offset + 1 + jf };
  return classOf(code) === JMP ? { always: offset + 1 + k } : undefined;
}
