// The door of regions: all calls at once, by what deciders compare them with.

export type { Constraint } from './Constraint.ts';
export { ARCHITECTURE, type Decider, NUMBER, type Part, POINTER } from './Decider.ts';
export { type Difference, type Differences, differences } from './differences.ts';
export { filterDecider } from './filterDecider.ts';
export { programDecider } from './programDecider.ts';
export { type Proof, prove } from './prove.ts';
