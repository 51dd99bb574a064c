import { later } from '../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#solve` in a page, which loads it when a map is made (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const hostRootRefusal: typeof Part.hostRootRefusal = (...args) => part().hostRootRefusal(...args);
export const planConfigs: typeof Part.planConfigs = (...args) => part().planConfigs(...args);
export const solve: typeof Part.solve = (...args) => part().solve(...args);
