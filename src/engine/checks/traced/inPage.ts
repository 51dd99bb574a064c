import { later } from '../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#traced` in a page, which loads it when a check names a trace (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const askedTrace: typeof Part.askedTrace = (...args) => part().askedTrace(...args);
