// `#errors` where all of the engine is there from the start; inPage.ts loads it later.

export { errorEntries } from './catalogue.ts';
export { explainError, foundIn } from './explainError.ts';
export { groupErrors } from './groupErrors.ts';
export { isErrorLine } from './isErrorLine.ts';
export { mapKnown } from './mapKnown.ts';
