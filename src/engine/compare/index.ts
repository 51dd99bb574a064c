// The door to comparing filters: what differs in effect, by call and class of arguments.
export type { ArgumentClass, Change, Comparison, Numbers } from './Change.ts';
export { compare } from './compare.ts';
