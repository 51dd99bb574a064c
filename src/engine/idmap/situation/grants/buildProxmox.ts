import { type Diagnostic, error } from '../../../text/index.ts';
import type { PasteStep } from '../../formats/parseFormat.ts';
import { parseLxcConfig } from '../../formats/parseLxcConfig.ts';
import { MAX_EXTENTS } from '../../kernel/mapProblems.ts';
import type { IdKind, LocatedExtent, NamespaceMaps } from '../../map/Extent.ts';
import { checkNewuidmap } from '../../newuidmap/checkNewuidmap.ts';
import { argumentsFor } from '../../newuidmap/NewuidmapCall.ts';
import { systemIdsWarning } from '../../subid/assignCommands.ts';
import { SUBID_MIN } from '../../subid/findFreeSubids.ts';
import { grantedIds, isGranted, readShadowFile } from '../../subid/grantedIds.ts';
import { type HostUser, ROOT } from '../../subid/HostFacts.ts';
import { parseSubids, type Subid } from '../../subid/parseSubids.ts';
import { programWords, type Versions } from '../../versions/programWords.ts';
import { assumedTwin, type Built, FROM_FILES } from '../hostUser.ts';
import type { NeededGrants } from '../Reading.ts';
import type { ShownHost } from '../readShownHost.ts';
import type { Given, Situation } from '../Situation.ts';

/** Where this site teaches what newuidmap refuses. */
const WRITE_ERROR = {
  path: '/reference/errors/#write-error-on-uid_map-and-newuidmap--not-allowed',
  title: '“write error” on uid_map',
};

/** Who runs LXC, and the releases of the host’s programs. */
interface Caller {
  user: Situation['user'];
  versions?: Versions | undefined;
}

/**
 * The lines that newuidmap and newgidmap require for an LXC config's maps: of a file that was shown those that it lacks, each with the refusal; of a
 * file that was not shown all of them.
 */
export function lxcGrants(
  maps: NamespaceMaps,
  host: Pick<ShownHost, 'subuid' | 'subgid'>,
  { user, versions }: Caller,
): { grants: NeededGrants | undefined; refusals: Diagnostic[] } {
  const refusals: Diagnostic[] = [];
  const steps: PasteStep[] = [];
  for (const kind of ['uid', 'gid'] as const) {
    const map = maps[kind];
    const shown = host[`sub${kind}`];
    const caller = callerOf(shown, user);
    if (!map || map.length > MAX_EXTENTS || caller === undefined) continue;
    const lacking = notGranted(map, { kind, subids: shown ?? '', caller, versions });
    const [first] = lacking;
    if (first === undefined) continue;
    const file = `/etc/sub${kind}`;
    const needed = linesFor(lacking, map);
    // Whoever is assigned the host's 0 may become root there: such a line is never offered.
    const withRoot = needed.some(({ start }) => start === 0);
    const lines = needed.flatMap(({ start, count }) => (start === 0 ? [] : [`${caller.name}:${start}:${count}`]));
    const refusal = shown === undefined ? undefined : refusalOf(first, { kind, subids: shown, caller, versions });
    if (shown !== undefined && refusal === undefined) continue;
    if (refusal !== undefined) {
      refusals.push(
        error(
          'lxc-not-assigned',
          `LXC calls new${kind}map, which refuses: “${refusal}”.`,
          withRoot
            ? 'Do not assign host ID 0, which is root. Change the map, so that it uses other host IDs.'
            : `Add the ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')} to ${file}.`,
          first.span,
        ),
      );
    }
    const note = systemIdsWarning(
      kind,
      needed.map((range) => ({ owner: caller.name, ...range })),
    );
    const text = lines.map((line) => `${line}\n`).join('');
    if (!withRoot) steps.push({ where: { file, add: true }, text, ...(note && { note }) });
  }
  const missing = refusals.length > 0;
  return { grants: steps.length > 0 ? { missing, steps, learn: WRITE_ERROR } : undefined, refusals };
}

/** What newuidmap is asked with. */
interface Asked {
  kind: IdKind;
  subids: string;
  caller: HostUser;
  versions: Versions | undefined;
}

function notGranted(
  map: readonly LocatedExtent[],
  { kind, subids, caller, versions }: Asked,
): readonly LocatedExtent[] {
  const granted = grantedIds(readShadowFile(subids, versions).lines, caller, versions);
  return map.filter(
    ({ outside, count }) =>
      !isGranted(granted, BigInt(outside), BigInt(outside + count - 1)) && !(count === 1 && outside === caller[kind]),
  );
}

/** What newuidmap says; undefined where it refuses for another reason than the lines. */
function refusalOf(extent: LocatedExtent, { versions, ...asked }: Asked): string | undefined {
  const outcome = checkNewuidmap({ ...asked, args: argumentsFor([extent]), ...(versions && { versions }) });
  return outcome.ok || outcome.rule !== 'newuidmap-not-allowed' ? undefined : outcome.message;
}

/**
 * Whose ids the file has, where it tells. LXC under root, as on Proxmox VE, asks newuidmap for what stands in the config, and that reads the files
 * for root, too (shadow 4.17.4); so root wherever it is known to ask or is among the owners, or where there are none.
 */
function callerOf(shown: string | undefined, user: Situation['user']): HostUser | undefined {
  const owners = new Set((parseSubids(shown ?? '').value ?? []).map(({ owner }) => owner));
  if (user === ROOT || owners.size === 0 || owners.has('root') || owners.has('0')) return ROOT;
  if (user === undefined || !owners.has(user.name) || user.uid === undefined) return undefined;
  return { name: user.name, uid: user.uid, gid: user.gid ?? user.uid };
}

/**
 * The fewest lines for `extents`: those that meet in one, and a range of subordinate ids whole where ids of the host took the place of some inside
 * it, as the share of Proxmox VE's wiki has it (pve.proxmox.com, "Unprivileged LXC containers").
 */
function linesFor(
  extents: readonly LocatedExtent[],
  map: readonly LocatedExtent[],
): { start: number; count: number }[] {
  const lines: { start: number; count: number; offset: number }[] = [];
  for (const { inside, outside, count } of [...extents].sort((a, b) => a.outside - b.outside)) {
    const before = lines.at(-1);
    const offset = outside - inside;
    const end = before === undefined ? 0 : before.start + before.count;
    const gap = before !== undefined && before.start >= SUBID_MIN && before.offset === offset;
    if (before && (end === outside || (gap && mapsAll(map, end - offset, inside)))) {
      before.count = outside + count - before.start;
      before.offset = offset;
    } else lines.push({ start: outside, count, offset });
  }
  return lines;
}

/** Whether every id inside from `from` up to `to` has a mapping. */
function mapsAll(map: readonly LocatedExtent[], from: number, to: number): boolean {
  const mapped = map.reduce(
    (sum, { inside, count }) => sum + Math.max(0, Math.min(inside + count, to) - Math.max(inside, from)),
    0,
  );
  return mapped >= to - from;
}

/**
 * The map that Proxmox VE gives an unprivileged container without lxc.idmap, at the line of root's that newuidmap finds for it. Where root has no line, as
 * the installer writes root:100000:65536, there is none to show, and the container does not start.
 */
export function buildProxmox({ versions }: Given, shown: ShownHost): Built {
  const { subuid = shown.subgid, subgid = shown.subuid } = shown;
  const { value: usual } = parseLxcConfig('unprivileged: 1');
  const maps = usual && { uid: atLineOfRoot(usual.uid, subuid), gid: atLineOfRoot(usual.gid, subgid) };
  const isShown = maps?.uid !== undefined && maps.gid !== undefined;
  const { grants, refusals } = usual
    ? lxcGrants({ ...usual, ...(isShown && maps) }, { subuid, subgid }, { user: ROOT, versions })
    : { grants: undefined, refusals: [] };
  return {
    levels: [{ name: 'the container', tool: 'lxc', maps: isShown ? maps : undefined, source: FROM_FILES }],
    // Without the line there is no place in the text that is wrong.
    diagnostics: [...refusals.map(({ span, ...rest }) => (isShown ? { span, ...rest } : rest)), ...assumedTwin(shown)],
    userProblems: [],
    asks: 'reader',
    ...(grants && { grants }),
    computedFor: [programWords('lxc', versions)],
  };
}

/** The extents at root's line that covers them, or else at its first; undefined where root has none. */
function atLineOfRoot(
  side: readonly LocatedExtent[] | undefined,
  file: string | undefined,
): readonly LocatedExtent[] | undefined {
  const lines = (parseSubids(file ?? '').value ?? []).filter(({ owner }) => owner === ROOT.name || owner === '0');
  const [first] = lines;
  if (first === undefined) return undefined;
  return side?.map((extent) => ({ ...extent, span: (lines.find((line) => covers(line, extent)) ?? first).span }));
}

const covers = ({ start, count }: Subid, { outside, count: size }: LocatedExtent): boolean =>
  start <= outside && outside + size <= start + count;
