import { later } from '../../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#other` in a page, which loads it when a text is no profile by itself (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const readInspect: typeof Part.readInspect = (...args) => part().readInspect(...args);
export const readOperator: typeof Part.readOperator = (...args) => part().readOperator(...args);
export const tellOtherText: typeof Part.tellOtherText = (...args) => part().tellOtherText(...args);
