// The door to what a trace asks of a profile: what a filter makes of its calls, what another filter would change for them, the smallest change after which
// they pass, a profile made from them.

export { type FitOptions, fit, stopsAt } from './fit.ts';
export type { RecordedProgram } from './forecast.ts';
export { type Foreseen, forecast, type Refusal, refusalsOf, stoppedBy } from './forecast.ts';
export type { Change, Choice, ChoiceKind, Differs, Fit, Judged, Limit, Made, Remains } from './Made.ts';
export { keyOf } from './Made.ts';
export { type MakeOptions, make } from './make.ts';
export { comparison, isToPass, judge, kindsOn } from './refusedCalls.ts';
export { isDeniedBeside, isRefusedByKernel, withKnown } from './remains.ts';
