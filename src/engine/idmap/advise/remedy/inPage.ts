import { later } from '../../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#remedies` in a page, which loads what helps with a tool beside dockerd when a text is about that tool (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const isAssignedToRoot: typeof Part.isAssignedToRoot = (...args) => part().isAssignedToRoot(...args);
export const toolMakers: typeof Part.toolMakers = (...args) => part().toolMakers(...args);
