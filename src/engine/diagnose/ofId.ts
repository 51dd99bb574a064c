import { type IdKind, LAST_ID, OVERFLOW_ID, SUBID_COUNT } from '../idmap/index.ts';
import type { Span } from '../text/index.ts';
import { shell } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';

/** Where the first range of a host begins: SUB_UID_MIN of login.defs(5) as Debian and Ubuntu ship it, and LXC's and Proxmox VE's line for root. */
const FIRST = 100_000;
/** Ranges that begin at a multiple of 65536: Fedora's SUB_UID_MIN is 524288, the kubelet gives each Pod one, systemd-nspawn -U picks one. */
const ALIGNED_FROM = 2 * SUBID_COUNT;
/** IDs of a container that its images use; a range in which it would be another is not the likely one. */
const LIKELY_BELOW = 20_000;

/** IDs that images give their users: where one of them comes out, the reading is the likelier. */
const USUAL: readonly number[] = [0, 1000, 33, 999, 101, 1001];

/** What an ID of a host can be to a container, the likeliest first; nothing for one that no usual range has. */
export function ofId(id: number, kind: IdKind, span: Span): Diagnosis[] {
  if (id === OVERFLOW_ID || id > LAST_ID) return [];
  const starts = startsOf(id);
  const readings = starts.flatMap((start) => [
    { start, inside: id - start, rootless: false },
    { start, inside: id - start + 1, rootless: true },
  ]);
  const likely = readings.sort((one, other) => rankOf(one) - rankOf(other));
  return likely.slice(0, MOST).map((reading) => ofReading(id, kind, span, reading));
}

const MOST = 2;

function rankOf({ inside }: { inside: number }): number {
  const at = USUAL.indexOf(inside);
  return at === -1 ? USUAL.length : at;
}

/** Where the range that has the ID can begin: at the nearest place before it, of each kind of range. */
function startsOf(id: number): number[] {
  const fromFirst = id < FIRST ? undefined : FIRST + SUBID_COUNT * Math.floor((id - FIRST) / SUBID_COUNT);
  const aligned = id < ALIGNED_FROM ? undefined : SUBID_COUNT * Math.floor(id / SUBID_COUNT);
  const starts = [fromFirst, aligned].filter((start) => start !== undefined);
  const near = starts.filter((start) => id - start < LIKELY_BELOW);
  return near.length > 0 ? near : starts.slice(0, 1);
}

interface Reading {
  start: number;
  inside: number;
  rootless: boolean;
}

function ofReading(id: number, kind: IdKind, span: Span, { start, inside, rootless }: Reading): Diagnosis {
  const word = kind.toUpperCase();
  const owner = rootless ? 'USER' : 'dockremap';
  return {
    code: 'id-of-range',
    layer: 'id-map',
    certain: false,
    span,
    title: `${word} ${id} on the host`,
    says: rootless
      ? `With rootless Podman or Docker and a range from ${start}, this is container ${word} ${inside}: container ${word} 0 is the user’s own ${word}, and container ${word} 1 is host ${word} ${start}.`
      : `With dockerd’s userns-remap, LXC, Proxmox or a Pod with hostUsers: false, and a range from ${start}, this is container ${word} ${inside}${inside === 0 ? ', root' : ''}: container ${word} 0 is host ${word} ${start}.`,
    facts: { inside: { [kind]: inside }, outside: { [kind]: id }, kind },
    test: {
      why: rootless
        ? `A line with the user’s own name means rootless: container ${word} ${inside} is right.`
        : `A line with root, dockremap or kubelet means this case: container ${word} ${inside} is right.`,
      command: shell`grep -H ':${start}:' /etc/sub${kind}`,
    },
    looks: [],
    fixes: rootless
      ? [
          {
            why: `To give a file to your own user, change its owner as the container’s root. Container ${word} ${inside} then needs another way to write to the file.`,
            command: 'podman unshare chown 0:0 PATH',
            fixes: true,
          },
        ]
      : [],
    state: {
      instrument: 'uid-map',
      subuid: `${owner}:${start}:${SUBID_COUNT}`,
      user: owner,
      ...(rootless && { reader: 'podman' as const }),
      ask: { kind, side: 'outside', id },
    },
    learn: { path: '/learn/user-namespaces/', title: 'User namespaces' },
  };
}
