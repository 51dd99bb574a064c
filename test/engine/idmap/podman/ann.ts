import { type IdKind, parsePodman } from '../../../../src/engine/idmap/index.ts';
import type { NamespaceMaps } from '../../../../src/engine/idmap/map/Extent.ts';
import type { PodmanHost } from '../../../../src/engine/idmap/podman/PodmanHost.ts';
import { short } from '../extents.ts';

/** Who runs Podman in these tests. */
export const ann: PodmanHost = {
  rootless: true,
  user: { name: 'ann', uid: 1000, gid: 1001 },
  subuid: 'ann:100000:65536\ncontainers:700000:5000\n',
  subgid: 'ann:200000:65536\ncontainers:800000:5000\n',
  names: [{ kind: 'gid', name: 'ann', id: 1003 }],
};

/** "0:1:5", or "0:1:5 | 0:1:6" where the gids go another way. */
export function both(maps: NamespaceMaps | undefined): string | undefined {
  if (!maps) return undefined;
  const side = (kind: IdKind) => short(maps[kind]) ?? 'unknown';
  return side('uid') === side('gid') ? side('uid') : `${side('uid')} | ${side('gid')}`;
}

/** The container's maps, "none" where it has no namespace of its own, or the words of the refusal. */
export function container(command: string, host: PodmanHost = ann): string | undefined {
  const { value, diagnostics } = parsePodman(command, host);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error) return error.message;
  const levels = value?.levels.slice(value.rootless ? 1 : 0);
  return levels?.length === 0 ? 'none' : both(levels?.[0]);
}
