// The door of programs: a filter's program, what it costs, and how near it is to what can be.

export type { CallWeight, Wish } from './blocks.ts';
export { type Block, blocks, leftOutRead } from './blocks.ts';
export { compile } from './compile.ts';
export {
  type CallCost,
  callCost,
  constantAllow,
  extendedLength,
  meanSteps,
  treeOptimum,
  weighedSteps,
} from './cost/callCost.ts';
export { disassemble, type Line } from './disassemble.ts';
export { checkProgram, decode, encode, instructionOf } from './encode.ts';
export type { Instruction } from './Instruction.ts';
export type { ForeignProgram, ProgramFormat } from './read/readC.ts';
export { readProgram } from './read/readProgram.ts';
export type { Because, CallRange, Origin, Program } from './run.ts';
export { type Run, run, type Step } from './run.ts';
export { base64Text, cArray, hexText, listing } from './take/byteTexts.ts';
