// The door: anything pasted -> who said no, and what helps.
export { catalogue, messageNames } from './catalogue.ts';
export type { DiagnosedState, Diagnosis } from './Diagnosis.ts';
export { diagnose } from './diagnose.ts';
export type { Given, UsualFilter } from './Given.ts';
export { linesLeft } from './linesLeft.ts';
export { nearestEntries } from './nearestEntries.ts';
export type { Line } from './paragraphs.ts';
export { type LeftOut, partRead } from './partRead.ts';
export { LOOKS_LIKE_PROFILE, profileIn } from './profileIn.ts';
