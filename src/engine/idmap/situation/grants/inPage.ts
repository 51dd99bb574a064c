import { later } from '../../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#grants` in a page, which loads what finds missing lines of /etc/subuid when LXC or Incus asks for them (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const lxcGrants: typeof Part.lxcGrants = (...args) => part().lxcGrants(...args);
export const buildProxmox: typeof Part.buildProxmox = (...args) => part().buildProxmox(...args);
