import type { Diagnostic, Parsed, SourceText, Span } from '../../../text/index.ts';
import type { Instruction } from '../Instruction.ts';
import type { Program } from '../Program.ts';

/** What a program was written in. */
export type ProgramFormat =
  | 'bytes'
  | 'hex'
  | 'base64'
  | 'c'
  | 'strace'
  | 'scmp_bpf_disasm'
  | 'seccomp-tools'
  | 'listing';

/** A program that something else made. */
export interface ForeignProgram {
  format: ProgramFormat;
  /** Its architecture is the first of those that it compares with; else the one that was asked for. Its origins are empty. */
  program: Program;
  /** Why the kernel refuses it, at their places; empty where it takes it. Only then can the program run. */
  refusals: readonly Diagnostic[];
}

/** An instruction, and where the text has it. */
export interface Placed {
  instruction: Instruction;
  span: Span;
}

/** A reader of one format: every instruction, and every problem. Where one is an error, there is no value. */
export type ReadText = (source: SourceText) => Parsed<readonly Placed[]>;
