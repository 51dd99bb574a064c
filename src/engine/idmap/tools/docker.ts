import { error, nameWord } from '../../text/index.ts';
import { chownInContainer, runAsOwner, withoutRemap } from '../advise/remedy/docker.ts';
import { FILES } from '../advise/remedy/files.ts';
import { assignMore } from '../advise/remedy/moreIds.ts';
import { expressible, format } from '../formats/format.ts';
import { canValidate, mergeDaemonJson, restartWords } from '../formats/mergeDaemonJson.ts';
import type { PasteStep } from '../formats/parseFormat.ts';
import { joinExtents } from '../map/compose.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import { rootlessDocker } from '../rootlessDocker.ts';
import {
  type ConfigMaker,
  cannot,
  grantNotes,
  grantsFor,
  knownUser,
  onHost,
  sameMap,
} from '../solve/configs/PlanConfig.ts';
import type { Plan } from '../solve/missingGrants.ts';
import type { ToolRow } from './ToolRow.ts';

/** The account that dockerd makes for --userns-remap=default. */
const DEFAULT_USER = 'dockremap';

/**
 * dockerd has no option for a map: it lays the lines of its user in each file end to end from inside 0 on (pkg/idtools, createIDMap, Docker 26.1.5).
 * So the lines, in the right order, are the map; but one with a hole inside can't be said. root's ranges are not another account's to use.
 */
const config: ConfigMaker = (plan, _, { versions }) => {
  const { uid, gid, user, sides } = plan;
  const owner = user.name;
  if (owner === 'root') {
    return cannot(
      error(
        'dockerd-ranges-of-root',
        'dockerd ignores userns-remap for root; it remaps to another account, dockremap by default, and these ranges are assigned to root.',
        'Paste the lines of dockremap from /etc/subuid and /etc/subgid.',
      ),
    );
  }
  const reason = expressible(uid, 'subid') ?? expressible(gid, 'subid');
  if (reason) return cannot({ ...reason, hint: 'Map all IDs up to the highest one, so that no gap is left.' });
  const remap = owner === DEFAULT_USER ? 'default' : nameWord(owner) ? owner : 'USER';
  const [restarts, beware] = restartWords(versions);
  const asBefore = sameMap(sides.uid.usual, uid) && sameMap(sides.gid.usual, gid);
  return {
    steps: [
      ...(asBefore ? [] : linesOf({ uid, gid }, owner, assigned(plan, 'every container'))),
      onHost(mergeDaemonJson(remap, canValidate(versions)), true),
    ],
    note: `The last step keeps the other settings of /etc/docker/daemon.json, and ${restarts}; it needs jq.${beware} The map applies to every container of the daemon.${ofFiles(plan)}`,
  };
};

/**
 * What becomes of what the daemon has. Its directory is named for root's IDs on the host (moby 26.1.5, daemon/daemon_unix.go, setupDaemonRoot), so with others
 * it begins with nothing.
 */
function ofFiles({ uid, gid, sides }: Plan): string {
  const directory = (uids: IdMap, gids: IdMap) => `${toOutside(uids, 0)}.${toOutside(gids, 0)}`;
  const [before, after] = [directory(sides.uid.usual, sides.gid.usual), directory(uid, gid)];
  if (before === after) return `${WAS_OFF}${keptFiles({ uid, gid, sides })}`;
  return ` dockerd then uses a different data directory (/var/lib/docker/${after} instead of ${before}), so existing images, containers and volumes are out of sight.`;
}

/** The directory without a map is /var/lib/docker itself. */
const WAS_OFF = ' If userns-remap was off, existing images, containers and volumes are out of sight while it is on.';

/** Seen with Docker 26.1.5: files of a layer that is there keep their owners, and an import or pull that finds the layer takes it as it is. */
function keptFiles({ uid, gid, sides }: Pick<Plan, 'uid' | 'gid' | 'sides'>): string {
  if (holds(uid, sides.uid.usual) && holds(gid, sides.gid.usual)) return '';
  return ' Files of existing images, containers and volumes keep their old host IDs. To give an image the new ones, remove it, its containers and every image that shares its layers, then pull it again.';
}

/** The order of an owner's lines is the map, so these take the place of those that there are. */
function linesOf(maps: Pick<Plan, 'uid' | 'gid'>, owner: string, notes: ReturnType<typeof grantNotes>): PasteStep[] {
  const replaces = `the lines of ${owner}`;
  return (['uid', 'gid'] as const).map((kind) => {
    const note = notes[kind];
    const where = { file: `/etc/sub${kind}`, replaces };
    return { where, text: format(maps[kind], 'subid', { owner }), ...(note && { note }) };
  });
}

/** What to read before those lines, which assign what newuidmap would ask for. */
function assigned(plan: Plan, who: string): ReturnType<typeof grantNotes> {
  const grants = (kind: IdKind) => grantsFor(plan, kind, 'docker-rootless');
  return grantNotes(plan, { uid: grants('uid'), gid: grants('gid') }, who);
}

/**
 * Rootless Docker's one namespace, in which all its containers are: rootlesskit makes 0 the user's own id, and lays the lines end to end from
 * 1 on (rootlesskit 2.0.2, pkg/parent). Checked against `rootlessDocker` before it is said.
 */
const rootlessConfig: ConfigMaker = (plan) => {
  if (plan.user.name === 'root') return undefined;
  const user = knownUser(plan);
  if (user && (['uid', 'gid'] as const).every((kind) => holds(plan.sides[kind].usual, plan[kind]))) {
    return { steps: [], note: 'Nothing to change: the lines already give this map.' };
  }
  const [uids, gids] = [afterOwn(plan.uid, user?.uid), afterOwn(plan.gid, user?.gid)];
  if (user && uids && gids) {
    const subuid = format(uids, 'subid', { owner: user.name });
    const subgid = format(gids, 'subid', { owner: user.name });
    const { value } = rootlessDocker(user, { subuid, subgid });
    const same = (map: IdMap | undefined, planned: IdMap) => map && sameMap(joinExtents(map), joinExtents(planned));
    if (same(value?.uid, plan.uid) && same(value?.gid, plan.gid)) {
      return {
        steps: [
          ...linesOf({ uid: uids, gid: gids }, user.name, assigned(plan, user.name)),
          onHost('systemctl --user restart docker', false),
        ],
        note: `The order of the lines sets the map of every container.${keptFiles(plan)}`,
      };
    }
  }
  return cannot(
    error(
      'rootless-own-first',
      `Rootless Docker maps container ID 0 to ${plan.user.name}’s own ID, and the ranges of /etc/subuid and /etc/subgid one after another from 1 up. This map differs.`,
      'Map container ID 0 to your own UID and GID, and map all other IDs as well. Or use Podman, which can map each container differently.',
    ),
  );
};

/** Whether `larger` maps every id of `map` in the same way, and there is one. */
function holds(larger: IdMap, map: IdMap): boolean {
  return (
    map.length > 0 &&
    map.every(({ inside, outside, count }) =>
      joinExtents(larger).some(
        (extent) =>
          inside >= extent.inside &&
          inside + count <= extent.inside + extent.count &&
          outside - inside === extent.outside - extent.inside,
      ),
    )
  );
}

/** The map without inside 0, where that is the own id and the rest runs on from 1. */
function afterOwn(map: IdMap, own: number | undefined): IdMap | undefined {
  const [first, ...rest] = map;
  if (first === undefined || first.inside !== 0 || first.outside !== own) return undefined;
  const more = first.count > 1 ? [{ inside: 1, outside: first.outside + 1, count: first.count - 1 }, ...rest] : rest;
  return more.map(({ inside, outside, count }) => ({ inside: inside - 1, outside, count }));
}

/** dockerd(8), --live-restore. */
const RESTART_STOPS = 'This stops running containers, unless live-restore is on.';

export const dockerd: ToolRow = {
  configs: [['dockerd', config]],
  forFiles: [runAsOwner, ...FILES, withoutRemap],
  forUnmapped: [
    assignMore('sudo systemctl restart docker', RESTART_STOPS, {
      account: DEFAULT_USER,
      why: ' Images stay: the daemon’s data directory is named after the first ID.',
    }),
  ],
};

export const dockerRootless: ToolRow = {
  configs: [['Docker, rootless', rootlessConfig]],
  forFiles: [runAsOwner, chownInContainer, ...FILES],
  forUnmapped: [assignMore('systemctl --user restart docker', RESTART_STOPS)],
};
