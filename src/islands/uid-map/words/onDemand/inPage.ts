import { later } from '../../../../engine/text/index.ts';
import type * as Part from './everywhere.ts';

// `#onDemand` in a page, which loads it when a map is made, or once an answer is read (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const makeView: typeof Part.makeView = (...args) => part().makeView(...args);
export const otherAnswer: typeof Part.otherAnswer = (...args) => part().otherAnswer(...args);
