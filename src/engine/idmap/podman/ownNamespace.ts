import type { Parsed } from '../../text/index.ts';
import type { IdMap } from '../map/Extent.ts';
import type { OwnNamespace } from './maps/readMapOptions.ts';
import type { PodmanHost } from './PodmanHost.ts';
import { rootlessNamespace } from './userns/rootlessNamespace.ts';

const EVERY_ID: IdMap = [{ inside: 0, outside: 0, count: 4294967295 }];

/** The namespace that Podman works in: the one it makes for a user without privileges, or the one that root is in. */
export function ownNamespace(host: PodmanHost): Parsed<OwnNamespace> {
  if (!host.rootless) {
    const { uid, gid } = host.parent ?? { uid: EVERY_ID, gid: EVERY_ID };
    return { value: { uid, gid, rootless: false }, diagnostics: [] };
  }
  const { value, diagnostics } = rootlessNamespace(host);
  return { value: value && { ...value, rootless: true }, diagnostics };
}
