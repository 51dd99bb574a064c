// The door to what a trace asks of a profile: what a filter makes of its calls, what another filter would change for them, the smallest change after which
// they pass, a profile made from them.

export { type FitOptions, fit, stopsAt } from './fit.ts';
export type { RecordedProgram } from './forecast.ts';
export {
  type Forecast,
  type Foreseen,
  forecast,
  type Refusal,
  refusalsOf,
  type Stopped,
  stoppedBy,
} from './forecast.ts';
export type {
  CannotCode,
  Certainty,
  Change,
  Choice,
  ChoiceKind,
  Differs,
  Fit,
  Judged,
  Limit,
  Made,
  MadeRule,
  Remains,
  RuleKind,
} from './Made.ts';
export { keyOf } from './Made.ts';
export { type MakeOptions, make } from './make.ts';
export { type Comparison, comparison, isToPass, judge, kindsOn } from './refusedCalls.ts';
export { isDeniedBeside, isRefusedByKernel, withKnown } from './remains.ts';
