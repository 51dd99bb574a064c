import { type Diagnostic, error, info, isError, type Parsed, refused } from '../../text/index.ts';
import { mapProblems, PAGE_SIZE } from '../kernel/mapProblems.ts';
import { type IdKind, type IdMap, isId, type LocatedExtent, mapText, plainExtent } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { findFreeSubids, SUBID_COUNT } from '../subid/findFreeSubids.ts';
import { wrongId } from '../subid/HostFacts.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { keptNumber, lineProblems, readSubidLines, type SubidLine } from '../subid/readSubidLines.ts';
import { type DockerEngine, dockerEngine, since, type Versions } from '../versions/programWords.ts';

/** The user that dockerd makes for --userns-remap=default (daemon/daemon_unix.go, defaultRemappedID). */
const DEFAULT_USER = 'dockremap';

/**
 * The account that the value of `dockerd --userns-remap` names: a login name or a uid, with or without ":group", or "default"
 * (daemon/daemon_unix.go, parseRemappedRoot, Docker 26.1.5). `uid` is the account's uid in digits, or '' where it isn't known.
 * dockerd looks names up in /etc/passwd; where a uid stands for the name, only entries under the uid can be found.
 */
export function parseRemapUser(option: string, uid = ''): Parsed<RemapUser> {
  const parts = option.trim().split(':');
  const [account = ''] = parts;
  if (account === '') {
    return refused('remap-off', 'No user is named, so dockerd remaps nothing.', 'Name one: dockremap, or default.');
  }
  if (parts.length > 2) {
    return refused(
      'remap-user',
      `"${option.trim()}" is neither a user nor user:group.`,
      'dockerd does not start with this.',
    );
  }
  const digits = uid.trim();
  if (digits !== '' && !(/^[0-9]+$/.test(digits) && isId(Number(digits)))) {
    return { value: undefined, diagnostics: [wrongId(digits, 'uid')] };
  }
  if (/^[0-9]+$/.test(account) && isId(Number(account)))
    return { value: { name: '', uid: Number(account) }, diagnostics: [] };
  const name = isDefaultUser(option) ? DEFAULT_USER : account;
  return { value: digits === '' ? { name } : { name, uid: Number(digits) }, diagnostics: [] };
}

/** Whether dockerd makes the account, and lines for it, where there is no such account yet (parseRemappedRoot; tried with 26.1.5). */
export const isDefaultUser = (option: string): boolean => option.trim().split(':')[0] === 'default';

/** The account that dockerd remaps to, as /etc/passwd has it; `uid` may be left out where it isn't known. */
interface RemapUser {
  name: string;
  uid?: number;
}

interface RemapOptions {
  /** '26.1' unless said otherwise. */
  engine?: DockerEngine;
  /** The account is that of "default", which dockerd may make yet (`isDefaultUser`). */
  isDefault?: boolean;
  /** Which ids the file assigns; group ids must have the group of terminals among them. */
  kind?: IdKind;
  /** Which dockerd; left out, what links began with. */
  versions?: Versions;
}

/** The map that `dockerd --userns-remap` builds for `user`, undefined where it builds none; see `remapSubids` for the rules and their source. */
export function usernsRemap(subids: readonly Subid[], user: RemapUser, options: RemapOptions = {}): Parsed<IdMap> {
  const { value, diagnostics } = remapSubids(subids, user, options);
  return { value: value?.map(plainExtent), diagnostics };
}

/**
 * `usernsRemap` with the line behind each extent: the ranges of `ownedBy`, laid end to end from inside 0 on, in file order (pkg/idtools,
 * createIDMap, Docker 26.1.5; lookupSubRangesFile, 28.0). Numbers are 32 bits wide and wrap (daemon/oci_linux.go, specMapping).
 * The value is what dockerd builds; an error beside it means that the kernel then refuses the map and no container starts.
 */
function remapSubids(
  subids: readonly Subid[],
  user: RemapUser,
  options: RemapOptions = {},
): Parsed<readonly LocatedExtent[]> {
  if (user.name === 'root') {
    return refused(
      'remap-root',
      'dockerd does not remap to root: user namespaces stay off, and IDs in the container are the host’s.',
      'Name another user, such as dockremap.',
    );
  }
  const chosen = ownedBy(subids, user, options.engine);
  if (chosen.length === 0 && options.isDefault) {
    return refused(
      'remap-not-yet',
      `No line assigns IDs to ${user.name} yet.`,
      `If the account ${user.name} does not exist, dockerd creates it at its next start and adds the line; then paste the file again. If the account exists, dockerd does not start.${lineFor(subids, user)}`,
    );
  }
  if (chosen.length === 0) {
    const who = [user.name && `"${user.name}"`, user.uid !== undefined && `uid ${user.uid}`]
      .filter(Boolean)
      .join(' or ');
    return refused(
      'remap-no-entry',
      `No line assigns IDs to ${who}.`,
      `dockerd does not start without one.${lineFor(subids, user)}`,
    );
  }

  let inside = 0;
  const extents = chosen.map(({ start, count, span }) => {
    const extent = { inside, outside: start, count, span };
    inside = (inside + count) % 2 ** 32;
    return extent;
  });
  return { value: extents, diagnostics: kernelProblems(extents) };
}

/** Where the talk's range begins, and Debian's second user's. */
const USUAL_START = 165536;

/** A line that assigns them what nobody has yet; none for a name that no line of the file can hold. */
function lineFor(subids: readonly Subid[], { name, uid }: RemapUser): string {
  const start = findFreeSubids(subids, SUBID_COUNT, { min: USUAL_START });
  if (/[\s:]/.test(name) || start === undefined) return '';
  return ` Add a line such as ${name || uid}:${start}:${SUBID_COUNT}.`;
}

/** What the kernel has against the map, which runc writes (libcontainer, encodeIDMapping, of runc 1.1). */
function kernelProblems(extents: readonly LocatedExtent[]): Diagnostic[] {
  const bytes = mapText(extents).length;
  if (bytes < PAGE_SIZE) return mapProblems(extents);
  const message = `runc writes this map in ${bytes} bytes; the kernel takes at most ${PAGE_SIZE - 1} in one write.`;
  return [error('idmap-too-large', message, 'Assign fewer, larger ranges.'), ...mapProblems(extents)];
}

/**
 * The lines that dockerd takes for `user`. 26.1: those under the uid, else those under the name, as strings (pkg/idtools, lookupSubUIDRanges);
 * a user called "ALL" gets every line, a name that parseSubidFile keeps for its own use. 28.0: those under either, in the file's order.
 */
function ownedBy<Line extends { owner: string | undefined }>(
  lines: readonly Line[],
  user: RemapUser,
  engine: DockerEngine = '26.1',
): Line[] {
  const uid = user.uid === undefined ? undefined : String(user.uid);
  if (engine === '28.0') {
    return lines.filter(({ owner }) => owner !== undefined && owner !== '' && (owner === user.name || owner === uid));
  }
  const under = (name: string) =>
    lines.filter(({ owner }) => owner !== undefined && (owner === name || name === 'ALL'));
  const underUid = uid === undefined ? [] : under(uid);
  if (underUid.length > 0 || user.name === '') return underUid;
  return under(user.name);
}

/**
 * The map that dockerd with --userns-remap builds from the text of /etc/subuid or /etc/subgid, each extent with its line; undefined where
 * dockerd stops instead. 26.1 stops at a line that it can't read and at a number of the user's that is none; 28.0 takes such a number for 0.
 * Problems of other users' lines are warnings.
 */
export function remapFromFile(
  text: string,
  user: RemapUser,
  options: RemapOptions = {},
): Parsed<readonly LocatedExtent[]> {
  const { versions = {} } = options;
  const { engine = dockerEngine(versions) } = options;
  const lines = readSubidLines(text, engine);
  const owned = new Set<SubidLine>(ownedBy(lines, user, engine));
  let stopped = false;
  const diagnostics = lines.flatMap((line): Diagnostic[] => {
    const problems = lineProblems(line, engine);
    if (line.owner === undefined || owned.has(line)) {
      stopped ||= problems.some(isError);
      return problems;
    }
    return problems.map((problem) => ({ ...problem, severity: 'warning' }));
  });
  if (stopped) return { value: undefined, diagnostics };

  const subids = lines.flatMap((line): (Subid & { below: boolean })[] => {
    if (line.owner === undefined) return [];
    const [start, count] = [keptNumber(line.start, engine), keptNumber(line.count, engine)];
    if (start === undefined || count === undefined) return [];
    return [{ owner: line.owner, start, count, span: line.span, below: line.start.number.value < 0n }];
  });
  const { value, diagnostics: ofMap } = remapSubids(subids, user, { ...options, engine });
  const first = ownedBy(subids, user, engine).find(({ count }) => count !== 0);
  if (first?.below && value && since('docker', 'remap-namespace', versions)) {
    // dockerd names containerd's namespace after the ids of the remapped root, "moby-165536.165536" (seen with 26.1.5).
    const message = 'The first range begins below 0; containerd refuses the namespace that dockerd names after it.';
    diagnostics.push(error('remap-below-zero', message, 'IDs go from 0 to 4294967294.', first.span));
  }
  diagnostics.push(...byNumber(lines, user, engine));
  const ofTerminals = options.kind === 'gid' && value ? terminalsProblem(value) : [];
  return { value, diagnostics: [...diagnostics, ...ofMap, ...ofTerminals] };
}

/** The first line under a number, where the account's is not known: it may be the account's own, and then it counts (`ownedBy`). */
function byNumber(lines: readonly SubidLine[], { name, uid }: RemapUser, engine: DockerEngine): Diagnostic[] {
  const line = uid === undefined && name !== '' ? lines.find(({ owner = '' }) => /^[0-9]+$/.test(owner)) : undefined;
  if (line === undefined) return [];
  const place = engine === '28.0' ? 'too' : `instead of those for ${name}`;
  const message = `This line is for UID ${line.owner}. If ${name} has that UID, dockerd uses this line ${place}.`;
  return [info('remap-by-number', message, `Enter this user’s UID; id -u ${name} prints it.`, line.span)];
}

/** The group that runc gives the container's terminals: devpts is mounted with gid=5 (oci/defaults.go, Docker 26.1.5). */
const TTY_GROUP = 5;

function terminalsProblem(gids: readonly LocatedExtent[]): Diagnostic[] {
  if (toOutside(gids, TTY_GROUP) !== undefined) return [];
  const message =
    'GID 5 is not mapped. dockerd mounts the terminals of every container with gid=5, so no container starts.';
  return [error('remap-no-tty-group', message, 'Assign at least 6 GIDs; images expect 65536.', gids.at(-1)?.span)];
}
