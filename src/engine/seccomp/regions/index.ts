// The door of regions: all calls at once, by what deciders compare them with.

export { ARCHITECTURE, type Asking, type Decider, NUMBER, type Part, type Place, programDecider } from './Bounds.ts';
export { type Constraint, holdsFor, onArchitecture } from './Constraint.ts';
export { type Difference, differences, filterDecider, type Proof, prove } from './prove.ts';
