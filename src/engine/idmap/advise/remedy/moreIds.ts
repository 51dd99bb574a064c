import { counted, nameWord, type ShellWord } from '../../../text/index.ts';
import type { PasteStep } from '../../formats/parseFormat.ts';
import { joinExtents } from '../../map/compose.ts';
import { type IdMap, LAST_ID, NO_ID } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import { addOption, assignFreeRange, printFreeStart, UNLISTED } from '../../subid/assignCommands.ts';
import { findFreeSubids, SUBID_COUNT, SUBID_MIN, type TakenIds } from '../../subid/findFreeSubids.ts';
import { type Need, onHost, type RemedyMaker, whereToolRuns } from './files.ts';

/**
 * The first id of a run of `count` that is free in /etc/subuid and /etc/subgid alike, in no known map, and no account's, as far as those are
 * known. It lies above `after`: engines that put a user's ranges in order would else number all the others anew.
 */
function freeRange({ levels, subuid, subgid, accounts }: Situation, count: number, after = 0): number | undefined {
  const maps: readonly (IdMap | undefined)[] = [levels[0]?.uid, levels[0]?.gid];
  const taken: TakenIds[] = [
    ...(subuid ?? []),
    ...(subgid ?? []),
    ...maps.flatMap((map) => (map ?? []).map((extent) => ({ start: extent.outside, count: extent.count }))),
    ...accounts.map(({ id }) => ({ start: id, count: 1 })),
  ];
  return findFreeSubids(taken, count, { min: Math.max(SUBID_MIN, after) });
}

/** The run of ids that are missing around `id` inside: from the last mapped one below it on, 65536 or a multiple, up to the next mapped one. */
interface Missing {
  inside: number;
  count: number;
}

/** The range to add so that `id` gets a mapping; undefined where it has one, or where ids end before. */
function missingAround(map: IdMap, id: number): Missing | undefined {
  const sorted = joinExtents(map);
  const below = sorted.filter(({ inside }) => inside <= id).at(-1);
  const inside = below === undefined ? 0 : below.inside + below.count;
  if (id < inside) return undefined;
  const above = sorted.find((extent) => extent.inside > id);
  const wanted = Math.ceil((id - inside + 1) / SUBID_COUNT) * SUBID_COUNT;
  const count = Math.min(wanted, (above?.inside ?? LAST_ID + 1) - inside);
  return { inside, count };
}

export const FINDS = `Shows a free range, and on Enter assigns it in both files. ${UNLISTED}`;
export const PRINTS = `FIRST is the number that this prints: where a free range begins. ${UNLISTED}`;

/**
 * usermod(8), --add-subuids and --add-subgids: another range for the owner. dockerd and rootless engines lay a user's ranges end to end, so the
 * new one follows inside on the old ones. `command` makes the tool notice the lines (podman-system-migrate(1); dockerd reads the files when it starts).
 */
export const assignMore =
  (command: string, note: string, { account, why = '' }: { account?: string; why?: string } = {}): RemedyMaker =>
  (need) => {
    const { situation, tool, kind } = need;
    const map = situation.levels[0]?.[kind];
    const id = need.inside[kind];
    if (map === undefined || id === undefined) return undefined;
    if (situation.levels.some((level) => level.tool !== tool)) return undefined;
    const missing = missingAround(map, id);
    const owner = ownerOf(need, account);
    const word = nameWord(owner);
    if (missing === undefined || word === undefined) return undefined;
    const add = assignment(situation, map, missing.count, word);
    if (add === undefined) return undefined;
    return {
      code: 'assign-more-ids',
      title: `Assign ${owner} more IDs, so that ${id} is among them`,
      why: `The new range follows the ${counted(missing.inside, 'ID')} that the container has, and existing files keep their owners.${why}`,
      steps: [add, { ...whereToolRuns(need, command), note }],
    };
  };

/** The numbers of a free range where the files were pasted, else a command that finds one. */
function assignment(situation: Situation, map: IdMap, count: number, owner: ShellWord): PasteStep | undefined {
  if (!filesKnown(situation)) return { ...onHost(assignFreeRange(owner, count)), note: FINDS };
  const end = Math.max(0, ...map.map((extent) => extent.outside + extent.count));
  const first = freeRange(situation, count, end);
  if (first === undefined) return undefined;
  return onHost(`sudo usermod ${addOption('uid', first, count)} ${addOption('gid', first, count)} ${owner}`);
}

/** Both files were pasted; without them every range is a guess. */
function filesKnown({ subuid, subgid }: Situation): boolean {
  return subuid !== undefined && subgid !== undefined;
}

function ownerOf({ situation, kind }: Need, account: string | undefined): string | undefined {
  const extent = situation.levels[0]?.[kind]?.at(-1);
  const lines = (kind === 'uid' ? situation.subuid : situation.subgid) ?? [];
  const line = lines.find(({ start, count }) => start === extent?.outside && count === extent.count);
  const name = situation.user?.name || line?.owner || account;
  return name === undefined || /^[0-9]+$/.test(name) ? undefined : name;
}

/** A further range of the host: its first id, and the step that finds one where the files were not pasted. */
interface More {
  first: number;
  count: number;
  known: boolean;
  find: readonly PasteStep[];
}

/** The same map and a further range, written for tools whose maps stand in a file or on a command line. */
export const widenMap =
  (written: (uid: IdMap, gid: IdMap, more: More) => PasteStep[]): RemedyMaker =>
  (need) => {
    const { situation, kind } = need;
    const level = situation.levels[0];
    const id = need.inside[kind];
    if (situation.levels.length !== 1 || level === undefined || id === undefined) return undefined;
    const missing = missingAround(level[kind] ?? [], id);
    if (missing === undefined) return undefined;
    const known = filesKnown(situation);
    const first = known ? freeRange(situation, missing.count) : BLANK;
    if (first === undefined) return undefined;
    const wide = (map: IdMap | undefined) => {
      const sides = map ?? [];
      const gap = missingAround(sides, id);
      return gap === undefined
        ? sides
        : joinExtents([...sides, { inside: gap.inside, outside: first, count: gap.count }]);
    };
    const [uid, gid] = [wide(level.uid), wide(level.gid)];
    // A map with the host's root is not written anew.
    if ([...uid, ...gid].some(({ outside }) => outside === 0)) return undefined;
    const { count } = missing;
    const find = known ? [] : [{ ...onHost(printFreeStart(count)), note: PRINTS }];
    const steps = written(uid, gid, { first, count, known, find });
    return {
      code: 'widen-map',
      title: `Add ${missing.count === 1 ? `ID ${id} to the map` : `${missing.count} IDs to the map, so that ${id} is among them`}`,
      why: `${known ? `The host range begins at ${first}; nothing you pasted uses it.` : 'The first step finds a free range on the host.'} A running container keeps its map, so restart it.`,
      steps: known ? steps : steps.map(withBlank),
    };
  };

/** Stands for the first ID of a range that a command is to find: (uid_t)-1, which no map can have. */
const BLANK = NO_ID;

/** The reader fills FIRST in. */
function withBlank(step: PasteStep): PasteStep {
  return { ...step, text: step.text.replaceAll(`${BLANK}`, 'FIRST') };
}
