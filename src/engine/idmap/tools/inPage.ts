import { later } from '../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#solve` in a page, which loads it when a map is made, or when something helps with a tool (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const hostRootRefusal: typeof Part.hostRootRefusal = (...args) => part().hostRootRefusal(...args);
export const isAssignedToRoot: typeof Part.isAssignedToRoot = (...args) => part().isAssignedToRoot(...args);
export const planConfigs: typeof Part.planConfigs = (...args) => part().planConfigs(...args);
export const solve: typeof Part.solve = (...args) => part().solve(...args);
export const toolMakers: typeof Part.toolMakers = (...args) => part().toolMakers(...args);
