// `#formats` where all of the engine is there from the start; inPage.ts loads it later.

export { checkNewuidmap } from '../newuidmap/checkNewuidmap.ts';
export { parsePodman } from '../podman/parsePodman.ts';
export { parseQuadlet } from '../podman/parseQuadlet.ts';
export { rootlessNamespace } from '../podman/userns/rootlessNamespace.ts';
export { rootlessDocker } from '../rootlessDocker.ts';
export { parseUnshare } from '../unshare/parseUnshare.ts';
export { parseIncus } from './incus/parseIncus.ts';
export { kubeletRange, parsePod } from './kubeletRange.ts';
export { parseMountIdmap } from './mount.ts';
export { parseNspawn } from './nspawn.ts';
export { parseLxcConfig } from './parseLxcConfig.ts';
export { parseOciConfig } from './parseOciConfig.ts';
