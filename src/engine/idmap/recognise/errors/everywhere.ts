// `#errors` where all of the engine is there from the start; inPage.ts loads it later.

export { explainError, foundIn, groupErrors } from './groupErrors.ts';
export { errorEntries, isErrorLine } from './isErrorLine.ts';
export { mapKnown } from './mapKnown.ts';
