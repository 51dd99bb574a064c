// The door to checks: one expectation a line, of a profile or of an ID map, and what comes of each.
export type { Asks, Expected, ExpectedAction, Expects, IdRange, Under } from './Asks.ts';
export type { Answered, Check, CheckResult, CheckSubject, MapSubject, ProfileSubject, Traces } from './CheckResult.ts';
export { check } from './check.ts';
export { type CheckedText, checkText } from './checkText.ts';
export { foundIn } from './foundIn.ts';
export { parseChecks } from './parseChecks.ts';
export { traceCheck } from './traceCheck.ts';
export { unaskedStart } from './unaskedStart.ts';
