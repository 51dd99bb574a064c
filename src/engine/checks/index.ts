// The door to checks: one expectation a line, of a profile or of an ID map, and what comes of each.

export { check } from './check.ts';
export type { CheckResult, CheckSubject, Traces } from './filterUnder.ts';
export { traceCheck } from './filterUnder.ts';
export { checkText, foundIn, parseChecks, unaskedStart } from './unaskedStart.ts';
