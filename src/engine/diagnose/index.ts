// The door: anything pasted -> who said no, and what helps.
export { catalogue, messageNames } from './catalogue.ts';
export { diagnose } from './diagnose.ts';
export { linesLeft } from './linesLeft.ts';
export type { DiagnosedState, Diagnosis, Line } from './ofParts.ts';
export type { Given, UsualFilter } from './partRead.ts';
export { type LeftOut, LOOKS_LIKE_PROFILE, nearestEntries, partRead, profileIn } from './partRead.ts';
