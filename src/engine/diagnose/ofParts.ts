import {
  type Explained,
  type IdKind,
  LAST_ID,
  type Layer,
  type NextStep,
  OVERFLOW_ID,
  type Part,
  readListing,
  recognise,
  SUBID_COUNT,
  type SubidReader,
} from '../idmap/index.ts';
import { type SourceText, type Span, shell, spanAt } from '../text/index.ts';

/** What an instrument is asked to show it: who makes the link reads it. */
export type DiagnosedState =
  /** A pasted text, lines of a map or of /etc/subuid, and the ID that is asked about, if any. */
  | {
      instrument: 'uid-map';
      paste?: string;
      map?: string;
      subuid?: string;
      user?: string;
      reader?: SubidReader;
      ask?: Explained['ask'];
    }
  /** A call under Docker's default, or under a profile of the reader's own. */
  | { instrument: 'seccomp'; call?: string; profile?: string }
  | { instrument: 'stack'; call?: string; image?: string }
  /** A trace under Docker’s default, or under a profile of the reader's own. */
  | { instrument: 'trace'; trace: string; profile?: string };

/** One cause of what was pasted: who said no, how sure that is, and what helps. */
export interface Diagnosis {
  /** Stable: the entry's anchor in the reference, where it is one of the catalogue. */
  code: string;
  layer: Layer;
  /** Whether the text leaves no other cause. Where it leaves several, each is a diagnosis of its own. */
  certain: boolean;
  /** What was recognised, in the pasted text. */
  span: Span;
  /** Where the text says the same once more. */
  also?: readonly Span[];
  /** The matter in a few words, as a heading: in backticks what a program prints. */
  title: string;
  /** Which program or layer said no; left out where nothing was refused. */
  who?: string;
  says: string;
  /** What the message itself tells. */
  facts: Explained['facts'] & { call?: string; errno?: string };
  /** What would confirm it. */
  test?: NextStep;
  /** What else is worth a look. */
  looks: readonly NextStep[];
  /** The smallest first. */
  fixes: readonly NextStep[];
  /** Since or until which release this happens. */
  versions?: string;
  /** The state of the instrument that shows it. */
  state?: DiagnosedState;
  /** Where the guide teaches it. */
  learn?: { path: string; title: string };
}

/** Lines that stand together: a message may be broken over them, and each says something about the others. */
export interface Paragraph {
  text: string;
  start: number;
  lines: readonly Line[];
}

export interface Line {
  text: string;
  span: Span;
}

/** No paragraph has more: a log is cut into pieces, each of which is read by itself. */
const MOST_LINES = 40;
const MOST_CHARACTERS = 8000;

/** The paragraphs of a text, each of at most 40 lines, but for the blank lines between them. */
export function paragraphs(source: SourceText): Paragraph[] {
  const found: Paragraph[] = [];
  let lines: Line[] = [];
  let length = 0;
  const close = () => {
    const [first] = lines;
    if (first) found.push({ text: lines.map(({ text }) => text).join('\n'), start: first.span.start, lines });
    lines = [];
    length = 0;
  };
  for (const line of linesOf(source)) {
    const { text } = line;
    if (text.trim() === '') {
      close();
      continue;
    }
    if (lines.length === MOST_LINES || length + text.length > MOST_CHARACTERS) close();
    lines.push(line);
    length += text.length;
  }
  close();
  return found;
}

/** The lines of a text, without their ends. */
export const linesOf = (source: SourceText): Line[] => source.lineStarts.map((_, at) => lineOf(source, at + 1));

/** One of the lines, from 1, without its end. */
function lineOf(source: SourceText, line: number): Line {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  const next = source.lineStarts[line] ?? source.text.length;
  const text = source.text.slice(start, next).replace(/\r?\n$/, '');
  return { text, span: spanAt(source, start, start + text.length) };
}

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
