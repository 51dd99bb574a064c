// The door of regions: all calls at once, by what deciders compare them with.

export { type Constraint, holdsFor } from './Constraint.ts';
export { ARCHITECTURE, type Asking, type Decider, NUMBER, type Part, type Place, POINTER } from './Decider.ts';
export { type Difference, type Differences, differences } from './differences.ts';
export { filterDecider } from './filterDecider.ts';
export { onArchitecture } from './onArchitecture.ts';
export { programDecider } from './programDecider.ts';
export { type Proof, prove } from './prove.ts';
