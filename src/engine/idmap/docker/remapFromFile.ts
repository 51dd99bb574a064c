import { type Diagnostic, error, info, isError, type Parsed } from '../../text/index.ts';
import type { LocatedExtent } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import type { Subid } from '../subid/parseSubids.ts';
import {
  type DockerEngine,
  keptNumber,
  lineProblems,
  readSubidLines,
  type SubidLine,
} from '../subid/readSubidLines.ts';
import { since } from '../versions/since.ts';
import { dockerEngine } from './dockerEngine.ts';
import type { RemapUser } from './parseRemapUser.ts';
import { ownedBy, type RemapOptions, remapSubids } from './usernsRemap.ts';

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
