import { later } from '../../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#straceNames` in a page, which loads strace's names when a trace is read (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const straceName: typeof Part.straceName = (name, arch) => part().straceName(name, arch);
