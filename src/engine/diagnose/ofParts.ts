import { type Part, readListing, recognise } from '../idmap/index.ts';
import type { SourceText } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';
import { ofId } from './ofId.ts';
import { lineOf } from './paragraphs.ts';

/** What each kind of part is, and what the UID map shows of it. */
const KINDS: Partial<Record<Part['kind'], { title: string; says: string }>> = {
  map: {
    title: 'A map: lines of `/proc/PID/uid_map`',
    says: 'The UID map shows which host ID each container ID of this map has, and what the kernel refuses in it.',
  },
  subids: {
    title: 'Lines of `/etc/subuid` or `/etc/subgid`',
    says: 'The UID map shows which map Docker, Podman or LXC builds from these lines, and which lines they ignore.',
  },
  dockerd: {
    title: 'dockerd’s `userns-remap`',
    says: 'The UID map shows which host IDs the containers of this daemon have.',
  },
  listing: {
    title: 'A listing with owners',
    says: 'With a map or a line of /etc/subuid below the listing, the UID map translates each owner.',
  },
  podman: {
    title: 'A `docker run` or `podman run` command',
    says: 'The UID map shows which map this command gives the container, and which IDs its user has on the host.',
  },
  lxc: { title: 'A configuration for LXC or Proxmox', says: 'The UID map shows the map of its lxc.idmap lines.' },
  incus: { title: 'A configuration for Incus or LXD', says: 'The UID map shows the map that raw.idmap gives.' },
  oci: { title: 'A runtime’s `config.json`', says: 'The UID map shows the map of its uidMappings.' },
  nspawn: { title: 'A `systemd-nspawn` setting', says: 'The UID map shows the map that this setting gives.' },
  mount: { title: 'An idmapped mount', says: 'The UID map shows which owners the files on this mount have.' },
  unshare: { title: 'An `unshare` command', says: 'The UID map shows the map that unshare writes.' },
  newuidmap: { title: 'A `newuidmap` command', says: 'The UID map shows whether /etc/subuid allows this map.' },
  pod: { title: 'A Pod', says: 'The UID map shows which host IDs the Pod’s users are taken from.' },
  inspect: {
    title: 'The output of `docker inspect`',
    says: 'The UID map shows which host user the container’s user is.',
  },
  'docker-info': { title: 'The output of `docker info`', says: 'The UID map shows whether IDs are remapped.' },
  'podman-info': { title: 'The output of `podman info`', says: 'The UID map shows the map of this user’s containers.' },
};

/** What is pasted that is no refusal: files, maps, commands and listings of user IDs, each kind once. Owners of a usual range are read at once. */
export function ofParts(source: SourceText): Diagnosis[] {
  const { text } = source;
  const parts = recognise(text).filter(({ certain }) => certain);
  const kinds = new Map(parts.map((part) => [part.kind, part] as const).reverse());
  const known = [...kinds.values()].reverse().flatMap((part) => (KINDS[part.kind] ? [part] : []));
  // With a map beside it, the UID map needs no guess.
  const isMapped = parts.some(({ kind }) => MAPPING.has(kind));
  const owners = (isMapped ? [] : parts).flatMap((part) => (part.kind === 'listing' ? ownersIn(part, source) : []));
  return [...owners.slice(0, MOST_OWNERS), ...known.map((part) => ofPart(part, text))];
}

/** What gives a map, whole or in part. */
export const MAPPING: ReadonlySet<Part['kind']> = new Set([
  'map',
  'subids',
  'lxc',
  'oci',
  'podman',
  'incus',
  'inspect',
  'pod',
]);

/** Each has two readings. */
const MOST_OWNERS = 2;

function ofPart(part: Part, text: string): Diagnosis {
  const { title, says } = KINDS[part.kind] ?? { title: '', says: '' };
  return {
    ...{ code: `pasted-${part.kind}`, layer: 'id-map', certain: true, span: part.span, title, says },
    ...{ facts: {}, looks: [], fixes: [], state: { instrument: 'uid-map', paste: text } },
  };
}

/** Owners that only a range of a container has, each once, at their first row. */
function ownersIn(part: Extract<Part, { kind: 'listing' }>, source: SourceText): Diagnosis[] {
  const seen = new Map<number, Diagnosis[]>();
  for (const { ids, span } of readListing(part).rows)
    for (const { id, kind } of ids)
      if (id !== undefined && !seen.has(id))
        seen.set(id, ofId(id, kind, lineOf(source, part.span.line + span.line - 1).span));
  return [...seen.values()].flat();
}
