import {
  counted,
  type Diagnostic,
  error,
  optionValues,
  shellCommands,
  shellWords,
  sourceText,
  spanAt,
} from '../../text/index.ts';
import { PAGE_SIZE } from '../kernel/mapProblems.ts';
import { readExtents } from '../kernel/parseIdMap.ts';
import { type Extent, type IdKind, type IdMap, NUMBER_NAMES } from '../map/Extent.ts';
import { keptNumber, lineProblems, readSubidLines } from '../subid/readSubidLines.ts';
import { writeDocker, writeOci } from './jsonExtents.ts';
import { type Entries, type Entry, extentOf, readDecimal, readTriple, writeLxc } from './lxc.ts';
import { writeMount } from './mount.ts';
import { notOneRun, writeNspawn } from './nspawn.ts';

const triple = ({ inside, outside, count }: Extent) => `${inside}:${outside}:${count}`;

/** Options for `podman run` by root, where the outside ids are the host's (podman-run(1), --uidmap, Podman 5.4.2). */
function writePodman(map: IdMap, kind: IdKind): string {
  return map.map((extent) => `--${kind}map ${triple(extent)}`).join(' ');
}

/**
 * The --uidmap and --gidmap options of a command of root; an amount left out is 1. The flags `u`, `g`, `+` and `@` ask for more than the text
 * says: `parsePodman` reads them.
 */
export function readPodman(text: string): Entries {
  return readOptions(text, { uid: '--uidmap', gid: '--gidmap' }, 1, (value) =>
    /^[ug+]*[ug+]|:@/.test(value)
      ? error(
          'podman-flags',
          'This mapping has flags, so it is not three plain numbers.',
          'The result of u, g, + and @ depends on the ranges of the user who runs podman.',
        )
      : undefined,
  );
}

/** The command unshare(1) with an option for each extent (util-linux 2.39 and later take several). */
function writeUnshare(map: IdMap, kind: IdKind): string {
  const option = kind === 'uid' ? '--map-users' : '--map-groups';
  return ['unshare', '--user', ...map.map((extent) => `${option}=${triple(extent)}`)].join(' ');
}

/** The extents that --map-users and --map-groups give in numbers; what its words (auto, all, subids) give depends on the host: `parseUnshare`. */
export function readUnshare(text: string): Entries {
  return readOptions(text, { uid: '--map-users', gid: '--map-groups' }, undefined, (value) =>
    /^[a-z]+$/.test(value)
      ? error(
          'unshare-word',
          `${value} is not three numbers.`,
          'The result of this word depends on the user and on /etc/subuid.',
        )
      : undefined,
  );
}

/** The extents of options that take `inside:outside:count`; `refuse` says what of a value isn't in its three numbers. */
function readOptions(
  text: string,
  options: Record<IdKind, string>,
  defaultCount: number | undefined,
  refuse: (value: string) => Diagnostic | undefined,
): Entries {
  const source = sourceText(text);
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { option, value: word } of optionValues(shellWords(text), Object.values(options))) {
    const span = spanAt(source, word.start, word.end);
    const refused = refuse(word.text);
    const read = refused ? undefined : readTriple(source, word, defaultCount);
    diagnostics.push(...(refused ? [{ ...refused, span }] : (read?.diagnostics ?? [])));
    if (read?.value) entries.push({ ...read.value, kinds: [option === options.uid ? 'uid' : 'gid'], span });
  }
  return { entries, diagnostics };
}

/** The command newuidmap(1) or newgidmap(1); the process id is left as $PID. */
function writeNewuidmap(map: IdMap, kind: IdKind): string {
  const numbers = map.map(({ inside, outside, count }) => `${inside} ${outside} ${count}`);
  return [`new${kind}map`, '$PID', ...numbers].join(' ');
}

/** The extents that such commands ask for: whether they are granted is `checkNewuidmap`'s question. */
export function readNewuidmap(text: string): Entries {
  const source = sourceText(text);
  const entries: Entry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { words } of shellCommands(text)) {
    const at = words.findIndex((word) => /(?:^|\/)new[ug]idmap$/.test(word.text));
    const name = words[at];
    if (!name) continue;
    const kind: IdKind = name.text.endsWith('newuidmap') ? 'uid' : 'gid';
    const numbers = words.slice(at + 2);
    const left = numbers.length % 3;
    if (numbers.length === 0 || left > 0) {
      const from = numbers.at(-left) ?? name;
      diagnostics.push(
        error(
          'newuidmap-fields',
          `The process ID is followed by ${numbers.length === 0 ? 'no numbers' : counted(numbers.length, 'number')}; each range needs three.`,
          'Write the first container ID, the first host ID, and how many, for each range.',
          spanAt(source, from.start, numbers.at(-1)?.end ?? name.end),
        ),
      );
    }
    for (let index = 0; index + 2 < numbers.length; index += 3) {
      const fields = numbers.slice(index, index + 3);
      const read = extentOf(
        fields.map((word, which) => readDecimal(source, { ...word, name: NUMBER_NAMES[which] ?? 'number' })),
      );
      diagnostics.push(...read.diagnostics);
      const span = spanAt(source, fields[0]?.start ?? 0, fields[2]?.end ?? 0);
      if (read.value) entries.push({ ...read.value, kinds: [kind], span });
    }
  }
  return { entries, diagnostics };
}

/**
 * The map as /proc/PID/uid_map shows it, "%10u %10u %10u\n" a line (kernel/user_namespace.c, uid_m_show); without the padding where that would
 * make it too large for the one write that the kernel takes.
 */
export function writeUidMap(map: IdMap): string {
  const lines = (width: number) =>
    map
      .map(({ inside, outside, count }) => `${[inside, outside, count].map((n) => `${n}`.padStart(width)).join(' ')}\n`)
      .join('');
  const shown = lines(10);
  return shown.length < PAGE_SIZE ? shown : lines(0);
}

/** What such a file shows. A shown map may be longer than the page that one write of it may take, so that limit isn't asked for. */
export function readUidMap(text: string): Entries {
  const { extents, diagnostics } = readExtents(text);
  return {
    entries: extents.map((extent) => ({ ...extent, kinds: ['uid', 'gid'] })),
    diagnostics: diagnostics.filter(({ code }) => code !== 'idmap-too-large'),
  };
}

/** Lines of /etc/subuid or /etc/subgid that assign the map's outside ids to `owner`, in the map's order (subuid(5)). */
function writeSubid(map: IdMap, owner: string): string {
  return map.map(({ outside, count }) => `${owner}:${outside}:${count}\n`).join('');
}

/**
 * The ranges of `owner`, laid end to end from inside 0 on, as dockerd lays them (pkg/idtools, parseSubidFile and createIDMap, Docker 26.1.5).
 * What is wrong with other owners' lines is told only where dockerd stops at it.
 */
export function readSubid(text: string, owner: string): Entries {
  const lines = readSubidLines(text).filter((line) => line.owner === owner || line.owner === undefined);
  let inside = 0;
  const entries = lines.flatMap((line): Entry[] => {
    if (line.owner === undefined) return [];
    const [outside, count] = [keptNumber(line.start, '26.1'), keptNumber(line.count, '26.1')];
    if (outside === undefined || count === undefined) return [];
    const entry: Entry = { inside, outside, count, span: line.span, kinds: ['uid', 'gid'] };
    inside += count;
    return [entry];
  });
  return { entries, diagnostics: lines.flatMap((line) => lineProblems(line, '26.1')) };
}

/** Why lines of /etc/subuid can't hold a map that has a hole inside, or another order. */
function notEndToEnd(map: IdMap): Diagnostic | undefined {
  let next = 0;
  for (const { inside, count } of map) {
    if (inside !== next) {
      return error(
        'subid-end-to-end',
        `dockerd maps the ranges of /etc/subuid one after another from container ID 0 up: the next begins at ${next}, not at ${inside}.`,
        'dockerd supports no other map. Podman, LXC and runc do.',
      );
    }
    next += count;
  }
  return undefined;
}

/** Lines of raw.idmap: type, host ids, container ids (incus, doc/userns-idmap.md). */
function writeIncus(map: IdMap, kind: IdKind): string {
  const ids = (first: number, count: number) => (count === 1 ? `${first}` : `${first}-${first + count - 1}`);
  return map.map(({ inside, outside, count }) => `${kind} ${ids(outside, count)} ${ids(inside, count)}\n`).join('');
}

/** The ways to write one map down; FORMATS says what each is. */
export type IdMapFormat =
  | 'uid_map'
  | 'subid'
  | 'oci'
  | 'docker'
  | 'lxc'
  | 'incus'
  | 'podman'
  | 'newuidmap'
  | 'unshare'
  | 'nspawn'
  | 'mount';

export interface FormatOptions {
  /** User ids unless said otherwise; group ids go by other names in most formats. */
  kind?: IdKind;
  /** Whose the lines of `subid` are; dockremap, which dockerd makes for --userns-remap=default, unless said otherwise. */
  owner?: string;
}

/** One way to write a map down. */
interface FormatRow {
  write(map: IdMap, kind: IdKind, owner: string): string;
  /** Why the format can't hold this map; left out where it holds every map. */
  cannot?(map: IdMap): Diagnostic | undefined;
}

/** How each is read, `parseFormat` has: a page that only writes loads no reader. */
const FORMATS: Record<IdMapFormat, FormatRow> = {
  /** /proc/PID/uid_map, as the kernel shows it. */
  uid_map: { write: writeUidMap },
  /** Lines of /etc/subuid: the outside ids and their order. The inside ids are whatever the file's reader gives them. */
  subid: { write: (map, _kind, owner) => writeSubid(map, owner), cannot: notEndToEnd },
  /** `uidMappings` of an OCI config.json. */
  oci: { write: writeOci },
  /** dockerd's own list in JSON (IDMap, pkg/idtools). */
  docker: { write: writeDocker },
  /** `lxc.idmap` lines. */
  lxc: { write: writeLxc },
  /** Lines of `raw.idmap`. */
  incus: { write: writeIncus },
  /** Options of podman run by root. */
  podman: { write: writePodman },
  /** The commands newuidmap(1) and newgidmap(1). */
  newuidmap: { write: writeNewuidmap },
  /** The command unshare(1). */
  unshare: { write: writeUnshare },
  /** The option of systemd-nspawn(1); '' for a map that it can't have. */
  nspawn: { write: writeNspawn, cannot: notOneRun },
  /** The option of mount(8) for an idmapped mount. */
  mount: { write: writeMount },
};

/** Every format: the laws of the tests hold for each that has a row. */
export const ID_MAP_FORMATS = Object.keys(FORMATS) as IdMapFormat[];

/** `map` as text; `expressible` says whether the tool's reader gets the same map from it, and `parseFormat` reads it again. */
export function format(map: IdMap, as: IdMapFormat, { kind = 'uid', owner = 'dockremap' }: FormatOptions = {}): string {
  return FORMATS[as].write(map, kind, owner);
}

/** Undefined where the reader of `format(map, as)` gets the same map from it; else why not. Whether the kernel takes it, `checkWrite` says. */
export function expressible(map: IdMap, as: IdMapFormat): Diagnostic | undefined {
  return map.length === 0
    ? error('format-empty', 'This map is empty, and no tool writes an empty map.', 'Add a line.')
    : FORMATS[as].cannot?.(map);
}
