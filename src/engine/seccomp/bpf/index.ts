// The door of programs: a filter's program, what it costs, and how near it is to what can be.

export { type Block, blocks } from './blocks.ts';
export { checkProgram, instructionOf } from './checkProgram.ts';
export { compile } from './compile.ts';
export { type CallCost, callCost } from './cost/callCost.ts';
export { constantAllow } from './cost/constantAllow.ts';
export { extendedLength } from './cost/extendedLength.ts';
export { meanSteps } from './cost/meanSteps.ts';
export { treeOptimum } from './cost/treeOptimum.ts';
export { weighedSteps } from './cost/weighedSteps.ts';
export { disassemble, type Line } from './disassemble.ts';
export { decode, encode } from './encode.ts';
export type { Instruction } from './Instruction.ts';
export { leftOutRead } from './leftOutRead.ts';
export type { Because, CallRange, Origin, Program } from './Program.ts';
export type { ForeignProgram, ProgramFormat } from './read/ForeignProgram.ts';
export { readProgram } from './read/readProgram.ts';
export { type Run, run, type Step } from './run.ts';
export { base64Text, hexText } from './take/byteTexts.ts';
export { cArray } from './take/cArray.ts';
export { listing } from './take/listing.ts';
export type { CallWeight, Wish } from './Wish.ts';
