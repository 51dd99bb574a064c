import { BEGAN, dockerdReader, type Program, SUBID_READERS, type Versions } from '../engine/idmap/index.ts';
import { stackOf } from '../engine/stack/index.ts';
import { warning } from '../engine/text/index.ts';
import { CHECKS, kernelKey } from './checksKey.ts';
import type { LinkLimits } from './fragment.ts';
import {
  defaultsOf,
  type Key,
  type LinkFormat,
  type LinkOf,
  type LinkReader,
  oneOf,
  packable,
  readText,
  textEntry,
  word,
} from './linkKey.ts';
import { readLink } from './readLink.ts';
import { RELEASE, STACK } from './stackKey.ts';
import { expandLines, expandMap, readableLine, readableList, readableMap, readableSubids } from './textKey.ts';
import { readableLink, writeLink } from './writeLink.ts';

/** What the text of a link is: lines of /etc/subuid, the lines of a map, or whatever a person had, which is recognised. */
export type UidMapSource = 'subuid' | 'uid_map' | 'paste';

/** Namespaces within namespaces that a link holds. Linux nests 32 deep; nobody has been seen to go past three. */
export const MOST_INNER = 3;

/** The mappings that a link asks for: a map has no more lines (linux/user_namespace.h, UID_GID_MAP_MAX_EXTENTS). */
const MOST_WANTED = 340;

/** The key of each kind of text, and its short form. */
const SOURCES = {
  uid_map: { name: 'map', expand: expandMap, shorten: readableMap },
  subuid: { name: 'subuid', expand: expandLines, shorten: readableSubids },
  paste: { name: 'paste', expand: (text: string) => text, shorten: readableLine },
} as const satisfies Record<UidMapSource, object>;

/** The keys of the namespaces within the one of the text, outermost first. */
const INNER = Array.from({ length: MOST_INNER }, (_, index) => `in${index + 1}`);

const has = ({ get }: LinkReader, name: string) => packable(name).some((each) => get(each) !== undefined);

/** How the outermost text was chosen to be read; `auto`: as what its own key says, and anew as it changes where it is recognised as that. */
const FORMATS = ['auto', 'subuid', 'uid_map'] as const;

/** What the reader has of each namespace: the outermost, and those within it. */
const TEXTS: Key<{ source: UidMapSource; text: string; format: (typeof FORMATS)[number]; inner: readonly string[] }> = {
  names: [...packable(...Object.values(SOURCES).map(({ name }) => name), ...INNER), 'format'],
  defaults: { source: 'subuid', text: 'dockremap:165536:65536', format: 'auto', inner: [] },
  async read(link) {
    const source = has(link, 'map') ? 'uid_map' : has(link, 'paste') ? 'paste' : 'subuid';
    const { name, expand } = SOURCES[source];
    const text = await readText(link, name, expand);
    const inner = await Promise.all(
      INNER.filter((each) => has(link, each)).map((each) => readText(link, each, expandMap)),
    );
    const format = link.value('format', (word) => FORMATS.find((each) => each === word), 'auto, subuid or uid_map');
    return {
      ...(text !== undefined && { source, text }),
      ...(format && { format }),
      inner: inner.filter((each) => each !== undefined),
    };
  },
  write({ source, text, format, inner }) {
    const { name, shorten } = SOURCES[source];
    const within = INNER.flatMap((each, index) => {
      const lines = inner[index];
      return lines === undefined ? [] : [textEntry(each, lines, readableMap(lines))];
    });
    // The short form has no newline at its end, which counts where the text is the whole file.
    const short = format === 'subuid' && text.endsWith('\n') ? undefined : shorten(text);
    return [textEntry(name, text, short), ...(format === 'auto' ? [] : [['format', format] as const]), ...within];
  },
  texts: ({ text, inner }) => [text, ...inner],
};

/** The account that IDs are assigned to (the value of --userns-remap), and its IDs where they are known. */
const USER = word('user', 'dockremap', { always: true });
const UID = word('uid', '');
const GID = word('gid', '');

/** The ID that is asked for, as typed; in the innermost namespace, on the host, or that many namespaces below the host. */
const ASKED: Key<{ id: string; side: 'inside' | 'outside' | number }> = {
  names: ['id', 'out', 'at'],
  defaults: { id: '33', side: 'inside' },
  read({ get, value }) {
    const between = value('at', readBetween, 'a number of namespaces, a colon and an ID');
    if (between) return between;
    const [id, out] = [get('id'), get('out')];
    if (out !== undefined) return { side: 'outside', id: out };
    return id === undefined ? {} : { id };
  },
  write: ({ id, side }) => [
    typeof side === 'number' ? ['at', `${side}:${id}`] : [side === 'inside' ? 'id' : 'out', id],
  ],
};

function readBetween(text: string) {
  const [, side, id] = /^([0-9]{1,2}):(.*)$/s.exec(text) ?? [];
  return side === undefined || id === undefined ? undefined : { side: Number(side), id };
}

/** `read`: whose ID is that? `make`: a map for these mappings. Links that ask for a map name what is wanted; those that keep it beside a text that is read say so. */
const TASK: Key<{ task: 'read' | 'make' }> = {
  names: ['task'],
  defaults: { task: 'read' },
  read(link) {
    if (link.get('want') === undefined) return {};
    const tasks = ['make', 'read'] as const;
    return { task: link.value('task', (text) => tasks.find((task) => task === text), 'make or read') ?? 'make' };
  },
  write: ({ task }) => (task === 'read' ? [['task', task]] : []),
};

/** IDs that must meet, as typed: `1000:1005`, `u33:33`, `g44:44:2`, between commas. Those that no map can hold are counted. */
const WANT: Key<{ want: string }> = {
  names: ['want'],
  defaults: { want: '1000:1005' },
  read({ get, report }) {
    const want = get('want');
    if (want === undefined) return {};
    const rows = want.split(',');
    if (rows.length > MOST_WANTED) {
      const message = `This link has ${rows.length} mappings; the first ${MOST_WANTED} are here, and ${rows.length - MOST_WANTED} more are left out.`;
      report(warning('link-want', message, `A map has at most ${MOST_WANTED} lines.`));
    }
    return { want: rows.slice(0, MOST_WANTED).join(',') };
  },
  write: ({ want }) => [['want', want]],
  texts: ({ want }) => [want],
};

/** Lines of /etc/subuid whose IDs the other IDs may take. */
const HAVE: Key<{ have: string }> = {
  names: packable('have'),
  defaults: { have: 'root:100000:65536' },
  async read(link) {
    const have = await readText(link, 'have', expandLines);
    return have === undefined ? {} : { have };
  },
  write: ({ have }) => [textEntry('have', have, readableList(have))],
  texts: ({ have }) => [have],
};

/** What matters more: that the other IDs keep theirs, or few lines. */
const PREFER = oneOf('prefer', ['kept', 'fewest']);

/** The tool whose configuration is asked for first. */
const TOOL = oneOf(
  'tool',
  [
    'proxmox',
    'lxc',
    'podman',
    'podman-root',
    'docker',
    'docker-rootless',
    'oci',
    'nspawn',
    'unshare',
    'newuidmap',
    'mount',
    'kubernetes',
    'incus',
  ],
  { always: true },
);

const READER = oneOf('reader', SUBID_READERS);
const KIND = oneOf('kind', ['uid', 'gid']);
/** Where a listing in the text was printed. */
const SEEN = oneOf('seen', ['host', 'inside']);

/** Releases that stand in the stack instead of its own: `shadow-4.13,docker-28.1.1`. */
const VERSIONS: Key<{ versions: Versions }> = {
  names: ['versions'],
  defaults: { versions: {} },
  read({ value }) {
    const versions = value('versions', readVersions, 'programs with their versions such as shadow-4.13,docker-28.5.2');
    return versions === undefined ? {} : { versions };
  },
  write({ versions }) {
    const words = PROGRAMS.flatMap((program) => {
      const release = versions[program];
      return release === undefined ? [] : [`${program}-${release}`];
    });
    return words.length === 0 ? [] : [['versions', words.join()]];
  },
};

const PROGRAMS = Object.keys(BEGAN) as readonly Program[];

function readVersions(text: string): Versions | undefined {
  const read = text.split(',').map((word) => {
    const program = PROGRAMS.find((each) => word.startsWith(`${each}-`));
    const release = program && word.slice(program.length + 1);
    return program && release && RELEASE.test(release) ? ([program, release] as const) : undefined;
  });
  const known = read.filter((each) => each !== undefined);
  return known.length < read.length ? undefined : Object.fromEntries(known);
}

/** The kernel that stands in the stack instead of its own. */
const KERNEL = kernelKey(undefined, 'namespaces');

/** Who reads the files on a stack; undefined where there is none. */
export function readerOn(stack: string): UidMapLink['reader'] | undefined {
  const found = stackOf(stack);
  if (found?.engine === 'docker') return dockerdReader({ docker: found.versions.engine });
  return found && (found.engine === 'podman' ? 'podman' : 'kubernetes');
}

const KEYS = [
  STACK,
  VERSIONS,
  KERNEL,
  TEXTS,
  READER,
  USER,
  UID,
  GID,
  KIND,
  SEEN,
  ASKED,
  TASK,
  WANT,
  HAVE,
  PREFER,
  TOOL,
  CHECKS,
] as const;

/** A state of the UID-mapping calculator, as a link says it. */
export type UidMapLink = LinkOf<typeof KEYS>;
export type MapTool = UidMapLink['tool'];

export const UID_MAP_LINK_DEFAULTS: UidMapLink = defaultsOf(KEYS);

export const UID_MAP_LINK: LinkFormat<UidMapLink> = {
  keys: KEYS,
  unsaid({ stack }) {
    const reader = stack === undefined ? undefined : readerOn(stack);
    // Links of a node are older than its reader, and keep the one that they had.
    return reader && reader !== 'kubernetes' ? { reader } : {};
  },
  /** What the task in sight is about comes first; what the reader has of the other is kept behind it. */
  keysFor({ task, source, text, inner, want, have }) {
    const { text: unread, want: unwanted, have: given } = UID_MAP_LINK_DEFAULTS;
    const account = source === 'uid_map' ? [] : [USER, UID, GID];
    const looksUp = [STACK, VERSIONS, KERNEL, TEXTS, READER, ...account, KIND, SEEN, ASKED, CHECKS];
    const makes = [TASK, WANT, HAVE, UID, PREFER, TOOL];
    if (task === 'make')
      return text !== unread || inner.length > 0 ? [...makes, ...looksUp] : [...makes, STACK, VERSIONS, KERNEL, CHECKS];
    // Ranges that stand in the text already are no news.
    const hasOwn = want !== unwanted || (have !== given && !text.includes(have));
    return hasOwn ? [...looksUp, ...makes] : looksUp;
  },
};

export const readUidMapLink = (fragment: string, limits?: LinkLimits) => readLink(UID_MAP_LINK, fragment, limits);
export const writeUidMapLink = (link: UidMapLink) => writeLink(UID_MAP_LINK, link);

/** The same at once, for states whose texts can be read in the link; undefined for others. Static pages link with it. */
export const readableUidMapLink = (link: UidMapLink) => readableLink(UID_MAP_LINK, link);
