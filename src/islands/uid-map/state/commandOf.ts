import {
  type IdKind,
  type Part,
  type PodmanCommand,
  type PodmanVolume,
  parsePodman,
  type Reading,
  type ReadLevel,
  toInside,
  toOutside,
} from '../../../engine/idmap/index.ts';
import type { Computed } from './sharedIds.ts';

/** Docker's commands don't depend on who types them. */
const ANYBODY = { user: { name: 'user', uid: 1000, gid: 1000 }, subuid: '', subgid: '', names: [] };

/** The command that starts the container: the one that the maps were made of, else, for a dockerd with a map, the docker line of the text. */
export function commandOf({ command, texts }: Reading): PodmanCommand | undefined {
  return command ?? dockerCommand(texts[0]?.parts ?? []);
}

function dockerCommand(parts: readonly Part[]): PodmanCommand | undefined {
  for (const { kind, content } of parts) {
    if (kind !== 'podman' || !/\bdocker\b/.test(content)) continue;
    const { value } = parsePodman(content, ANYBODY);
    if (value?.program === 'docker') return value;
  }
  return undefined;
}

/** A volume that is a directory of the host, and not one with a name. */
export function isHostFolder(volume: PodmanVolume): volume is PodmanVolume & { source: string } {
  return volume.source !== undefined && /^(?:[./~]|\$\{?(?:PWD|HOME)\b)/.test(volume.source);
}

/** The text shows listings of the host and of a container. */
export function isMixed(parts: readonly Part[]): boolean {
  const listings = parts.filter(({ kind }) => kind === 'listing');
  return listings.some(({ where }) => where === 'container') && listings.some(({ where }) => where !== 'container');
}

/**
 * How many namespaces below the host a listing was printed: as the reader's switch says, but where a text has listings of both sides, one whose
 * command ran inside stays there. `podman unshare` prints in the user's own namespace, which is the first.
 */
export function printedAt(part: Part, { reading, seen }: Pick<Computed, 'reading' | 'seen'>): number {
  const inside = seen === 'inside' || (part.where === 'container' && isMixed(reading.texts[0]?.parts ?? []));
  if (!inside) return 0;
  const ofUser = part.where === 'container' && /\b(?:podman|buildah)\b.{0,200}\bunshare\b/.test(part.command ?? '');
  return ofUser && reading.levels[0]?.tool === 'podman' ? 1 : reading.levels.length;
}

/** The host's id for one that stands `depth` namespaces below it; undefined where it has none. */
export function onHost(levels: readonly ReadLevel[], kind: IdKind, id: number, depth: number): number | undefined {
  return levels.slice(0, depth).reduceRight<number | undefined>((here, level) => {
    const map = level[kind];
    return here === undefined || !map ? undefined : toOutside(map, here);
  }, id);
}

/** What the innermost namespace shows of a host's id; undefined where it has none. */
export function inInnermost(levels: readonly ReadLevel[], kind: IdKind, id: number): number | undefined {
  return levels.reduce<number | undefined>((here, level) => {
    const map = level[kind];
    return here === undefined || !map ? undefined : toInside(map, here);
  }, id);
}
