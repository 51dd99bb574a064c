// `#errors` where all of the engine is there from the start; inPage.ts loads it later.

export { errorCatalogue } from './catalogue.ts';
export { explainError } from './explainError.ts';
export { groupErrors } from './groupErrors.ts';
export { isErrorLine } from './isErrorLine.ts';
