// The door to comparing filters: what differs in effect, by call and class of arguments.

export { type Answered, type Answers, answersOf } from './answersOf.ts';
export type { ArgumentClass, Change, Comparison, Numbers } from './Change.ts';
export { compare, compareProgram } from './compare.ts';
