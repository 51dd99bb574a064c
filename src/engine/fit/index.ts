// The door to what a trace asks of a profile: what a filter makes of its calls, what another filter would change for them, the smallest change after which
// they pass, a profile made from them.
export type {
  CannotCode,
  Certainty,
  Change,
  Choice,
  ChoiceKind,
  Differs,
  Fit,
  Judged,
  Remains,
} from './Change.ts';
export { type FitOptions, fit } from './fit.ts';
export { type Forecast, type Foreseen, forecast } from './forecast.ts';
export { type Comparison, comparison, isToPass, judge, kindsOn } from './judge.ts';
export { keyOf } from './keyOf.ts';
export type { Limit, Made, MadeRule, RuleKind } from './Made.ts';
export { type MakeOptions, make } from './make.ts';
export type { RecordedProgram } from './RecordedProgram.ts';
export { isDeniedBeside, isRefusedByKernel } from './remains.ts';
export { type Refusal, refusalsOf, type Stopped, stoppedBy } from './stoppedBy.ts';
export { stopsAt } from './stopsAt.ts';
export { withKnown } from './withKnown.ts';
