import { format } from '../../formats/format.ts';
import type { PasteStep } from '../../formats/PasteStep.ts';
import { type IdMap, LAST_ID } from '../../map/Extent.ts';
import { joinExtents } from '../../map/joinExtents.ts';
import type { Level } from '../../situation/Situation.ts';
import { aroundProxmox, proxmoxConfig, proxmoxLines } from '../../solve/configs/lxc.ts';
import { SUBID_COUNT } from '../../subid/findFreeSubids.ts';
import { freeRange } from './freeRange.ts';
import { type Need, onHost, type RemedyMaker, whereToolRuns } from './Need.ts';
import { shellWord } from './shellWord.ts';

/** The run of ids that are missing around `id` inside: from the last mapped one below it on, 65536 or a multiple, up to the next mapped one. */
interface Missing {
  inside: number;
  count: number;
}

/** The range to add so that `id` gets a mapping; undefined where it has one, or where ids end before. */
export function missingAround(map: IdMap, id: number): Missing | undefined {
  const sorted = joinExtents(map);
  const below = sorted.filter(({ inside }) => inside <= id).at(-1);
  const inside = below === undefined ? 0 : below.inside + below.count;
  if (id < inside) return undefined;
  const above = sorted.find((extent) => extent.inside > id);
  const wanted = Math.ceil((id - inside + 1) / SUBID_COUNT) * SUBID_COUNT;
  const count = Math.min(wanted, (above?.inside ?? LAST_ID + 1) - inside);
  return { inside, count };
}

/** What makes the tool notice lines that were added (podman-system-migrate(1); dockerd reads the files when it starts). */
const NOTICE: Partial<Record<Level['tool'], string>> = {
  dockerd: 'sudo systemctl restart docker',
  'docker-rootless': 'systemctl --user restart docker',
  podman: 'podman system migrate',
};

/**
 * usermod(8), --add-subuids and --add-subgids: another range for the owner. dockerd and rootless engines lay a user's ranges end to end, so the
 * new one follows inside on the old ones.
 */
export const lendMore: RemedyMaker = (need) => {
  const { situation, tool, kind } = need;
  const notice = tool && NOTICE[tool];
  const map = situation.levels[0]?.[kind];
  const id = need.inside[kind];
  if (notice === undefined || map === undefined || id === undefined) return undefined;
  if (situation.levels.some((level) => level.tool !== tool)) return undefined;
  const missing = missingAround(map, id);
  const owner = ownerOf(need);
  if (missing === undefined || owner === undefined) return undefined;
  const end = Math.max(0, ...map.map(({ outside, count }) => outside + count));
  const first = freeRange(situation, missing.count, end);
  if (first === undefined) return undefined;
  const range = `${first}-${first + missing.count - 1}`;
  const unknown = situation.subuid === undefined || situation.subgid === undefined;
  return {
    code: 'lend-more-ids',
    title: `Lend ${owner} more ids, so that ${id} is one of them`,
    why: `The new range follows inside on the ${missing.inside} there are, and what is there keeps its owners.${tool === 'dockerd' ? ' Images stay: the daemon’s directory is named for the first id.' : ''}${unknown ? ' See first that no line of /etc/subuid and /etc/subgid has these ids already.' : ''}`,
    steps: [
      onHost(`sudo usermod --add-subuids ${range} --add-subgids ${range} ${shellWord(owner)}`),
      whereToolRuns(need, notice),
    ],
  };
};

function ownerOf({ situation, tool, kind }: Need): string | undefined {
  const extent = situation.levels[0]?.[kind]?.at(-1);
  const lines = (kind === 'uid' ? situation.subuid : situation.subgid) ?? [];
  const line = lines.find(({ start, count }) => start === extent?.outside && count === extent.count);
  const name = situation.user?.name || line?.owner || (tool === 'dockerd' ? 'dockremap' : undefined);
  return name === undefined || /^[0-9]+$/.test(name) || name.startsWith('-') ? undefined : name;
}

/** The same map and a further range, written for tools whose maps stand in a file or on a command line. */
export const widenMap: RemedyMaker = (need) => {
  const { situation, tool, kind } = need;
  const level = situation.levels[0];
  const id = need.inside[kind];
  if (situation.levels.length !== 1 || level === undefined || id === undefined) return undefined;
  const missing = missingAround(level[kind] ?? [], id);
  const first = missing && freeRange(situation, missing.count);
  if (missing === undefined || first === undefined) return undefined;
  const wide = (map: IdMap | undefined) => {
    const sides = map ?? [];
    const gap = missingAround(sides, id);
    return gap === undefined
      ? sides
      : joinExtents([...sides, { inside: gap.inside, outside: first, count: gap.count }]);
  };
  const steps = written(tool, wide(level.uid), wide(level.gid), `${first}:${missing.count}`);
  return (
    steps && {
      code: 'widen-map',
      title: `Give the map ${missing.count} more ids, so that ${id} is one of them`,
      why: `They are ${first} to ${first + missing.count - 1} outside, which nothing known here has. A map is written once, so this is for the next start.`,
      steps,
    }
  );
};

function written(tool: Need['tool'], uid: IdMap, gid: IdMap, lent: string): PasteStep[] | undefined {
  if (tool === 'lxc') {
    return aroundProxmox([
      proxmoxConfig(proxmoxLines(uid, gid)),
      { where: { file: '/etc/subuid', add: true }, text: `root:${lent}\n` },
      { where: { file: '/etc/subgid', add: true }, text: `root:${lent}\n` },
    ]);
  }
  if (tool === 'oci') {
    const both = [format(uid, 'oci', { kind: 'uid' }), format(gid, 'oci', { kind: 'gid' })];
    const linux = Object.assign({}, ...both.map((text): unknown => JSON.parse(text)));
    return [{ where: { file: 'config.json' }, text: `${JSON.stringify({ linux }, null, 2)}\n` }];
  }
  if (tool === 'podman-root') {
    const options = [format(uid, 'podman', { kind: 'uid' }), format(gid, 'podman', { kind: 'gid' })].join(' ');
    return [onHost(`sudo podman run ${options} IMAGE`)];
  }
  return undefined;
}

/** nspawn has one run of ids from 0 on, so it gets a longer one (systemd-nspawn(1), --private-users). */
export const longerNspawn: RemedyMaker = (need) => {
  const id = need.inside[need.kind];
  if (need.tool !== 'nspawn' || id === undefined || id > LAST_ID - SUBID_COUNT) return undefined;
  const count = Math.ceil((id + 1) / SUBID_COUNT) * SUBID_COUNT;
  // systemd's UIDS-GIDS: containers live from 524288 up, each beginning at a multiple of 65536.
  const free = freeRange(need.situation, count + SUBID_COUNT, 524288);
  if (free === undefined) return undefined;
  const first = Math.ceil(free / SUBID_COUNT) * SUBID_COUNT;
  return {
    code: 'nspawn-range',
    title: `Give the container ${count} ids, so that ${id} is one of them`,
    why: `It has to be one run of ids. This one begins at ${first}, which nothing known here has; the container's files follow by themselves.`,
    steps: [onHost(`sudo systemd-nspawn -D ROOT --private-users=${first}:${count} --private-users-ownership=auto`)],
  };
};

/** unshare(1), --map-auto (util-linux 2.38): oneself as root, the rest from /etc/subuid. */
export const unshareAuto: RemedyMaker = ({ tool, inside, kind }) => {
  const id = inside[kind];
  if ((tool !== 'unshare' && tool !== 'kernel') || id === undefined || id >= SUBID_COUNT) return undefined;
  return {
    code: 'unshare-auto',
    title: 'Make a namespace with all the ids that you are lent',
    why: 'A map is written once, so this is a new one: you are root in it, and your range of /etc/subuid and /etc/subgid follows from 1 on.',
    steps: [onHost('unshare --user --map-root-user --map-auto')],
  };
};
