import { later } from '../../text/index.ts';
import type * as Part from './everywhere.ts';

// `#formats` in a page, which loads what these tools do when a text is about one (package.json, “imports”).

const part = /* @__PURE__ */ later(() => import('./everywhere.ts'));

export const checkNewuidmap: typeof Part.checkNewuidmap = (...args) => part().checkNewuidmap(...args);
export const kubeletRange: typeof Part.kubeletRange = (...args) => part().kubeletRange(...args);
export const parseIncus: typeof Part.parseIncus = (...args) => part().parseIncus(...args);
export const parseLxcConfig: typeof Part.parseLxcConfig = (...args) => part().parseLxcConfig(...args);
export const parseMountIdmap: typeof Part.parseMountIdmap = (...args) => part().parseMountIdmap(...args);
export const parseNspawn: typeof Part.parseNspawn = (...args) => part().parseNspawn(...args);
export const parseOciConfig: typeof Part.parseOciConfig = (...args) => part().parseOciConfig(...args);
export const parsePod: typeof Part.parsePod = (...args) => part().parsePod(...args);
export const parsePodman: typeof Part.parsePodman = (...args) => part().parsePodman(...args);
export const parseQuadlet: typeof Part.parseQuadlet = (...args) => part().parseQuadlet(...args);
export const rootlessNamespace: typeof Part.rootlessNamespace = (...args) => part().rootlessNamespace(...args);
export const rootlessDocker: typeof Part.rootlessDocker = (...args) => part().rootlessDocker(...args);
export const parseUnshare: typeof Part.parseUnshare = (...args) => part().parseUnshare(...args);
