import { later } from '../../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#listing` in a page, which loads what translates a listing when a text has one (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const translateListing: typeof Part.translateListing = (...args) => part().translateListing(...args);
export const translatedText: typeof Part.translatedText = (...args) => part().translatedText(...args);
