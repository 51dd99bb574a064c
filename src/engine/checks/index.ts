// The door to checks: one expectation a line, of a profile or of an ID map, and what comes of each.

export { check } from './check.ts';
export type {
  Answered,
  Asks,
  Check,
  CheckResult,
  CheckSubject,
  Expected,
  ExpectedAction,
  Expects,
  IdRange,
  MapSubject,
  ProfileSubject,
  Traces,
  Under,
} from './filterUnder.ts';
export { traceCheck } from './filterUnder.ts';
export { type CheckedText, checkText, foundIn, parseChecks, unaskedStart } from './unaskedStart.ts';
