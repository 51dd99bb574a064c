import { later } from '../../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#errors` in a page, which loads the catalogue of errors when a text may have one (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const errorCatalogue: typeof Part.errorCatalogue = () => part().errorCatalogue();
export const explainError: typeof Part.explainError = (...args) => part().explainError(...args);
export const groupErrors: typeof Part.groupErrors = (...args) => part().groupErrors(...args);
export const isErrorLine: typeof Part.isErrorLine = (...args) => part().isErrorLine(...args);
