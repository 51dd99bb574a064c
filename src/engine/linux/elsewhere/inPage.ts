import { later } from '../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#elsewhere` in a page, which loads it when a name is one that libseccomp doesn't know (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const architecturesWith: typeof Part.architecturesWith = (name) => part().architecturesWith(name);
