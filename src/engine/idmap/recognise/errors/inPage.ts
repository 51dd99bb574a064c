import { later } from '../../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#errors` in a page, which loads the catalogue of errors when a text may have one (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const errorEntries: typeof Part.errorEntries = () => part().errorEntries();
export const explainError: typeof Part.explainError = (...args) => part().explainError(...args);
export const foundIn: typeof Part.foundIn = (...args) => part().foundIn(...args);
export const groupErrors: typeof Part.groupErrors = (...args) => part().groupErrors(...args);
export const mapKnown: typeof Part.mapKnown = () => part().mapKnown();
export const isErrorLine: typeof Part.isErrorLine = (...args) => part().isErrorLine(...args);
