// The door of programs: a filter's program, what it costs, and how near it is to what can be.

export type { CallWeight, Wish } from './blocks.ts';
export { blocks, leftOutRead } from './blocks.ts';
export { compile } from './compile.ts';
export { callCost, extendedLength, meanSteps, treeOptimum, weighedSteps } from './cost/callCost.ts';
export { disassemble, type Line } from './disassemble.ts';
export { checkProgram, decode, encode, instructionOf } from './encode.ts';
export type { Instruction } from './Instruction.ts';
export type { ForeignProgram, ProgramFormat } from './read/readC.ts';
export { readProgram } from './read/readProgram.ts';
export type { Program } from './run.ts';
export { run, type Step } from './run.ts';
export { base64Text, cArray, hexText, listing } from './take/byteTexts.ts';
