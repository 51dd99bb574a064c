// The door to comparing filters: what differs in effect, by call and class of arguments.

export type { ArgumentClass, Change, Comparison, Numbers } from './answersOf.ts';
export { type Answers, answersOf, compare, compareProgram } from './answersOf.ts';
