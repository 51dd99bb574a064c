// `#tools` where all of the engine is there from the start; inPage.ts loads it later.

export { parseIncus } from '../formats/incus/parseIncus.ts';
export { kubeletRange } from '../formats/kubeletRange.ts';
export { parseMountIdmap } from '../formats/mount.ts';
export { parseNspawn } from '../formats/nspawn.ts';
export { parseLxcConfig } from '../formats/parseLxcConfig.ts';
export { parseOciConfig } from '../formats/parseOciConfig.ts';
export { parsePod } from '../formats/parsePod.ts';
export { checkNewuidmap } from '../newuidmap/checkNewuidmap.ts';
export { parsePodman } from '../podman/parsePodman.ts';
export { parseQuadlet } from '../podman/parseQuadlet.ts';
export { rootlessNamespace } from '../podman/userns/rootlessNamespace.ts';
export { rootlessDocker } from '../rootlessDocker.ts';
export { parseUnshare } from '../unshare/parseUnshare.ts';
