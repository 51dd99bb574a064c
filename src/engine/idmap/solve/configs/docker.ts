import { expressible } from '../../formats/expressible.ts';
import { format } from '../../formats/format.ts';
import { formatDaemonJson } from '../../formats/formatDaemonJson.ts';
import type { IdMap } from '../../map/Extent.ts';
import { joinExtents } from '../../map/joinExtents.ts';
import { rootlessDocker } from '../../rootless/rootlessDocker.ts';
import { knownUser } from './host.ts';
import { type ConfigMaker, onHost, type PlanConfig, refusal, sameMap } from './PlanConfig.ts';

/** The account that dockerd makes for --userns-remap=default. */
const DEFAULT_USER = 'dockremap';

/**
 * dockerd has no option for a map: it lays the lines of its user in each file end to end from inside 0 on (pkg/idtools, createIDMap, Docker 26.1.5).
 * So the lines, in the right order, are the map; but one with a hole inside can't be said.
 */
export const dockerd: ConfigMaker = ({ uid, gid, user }) => {
  // For root dockerd remaps nothing.
  const owner = user.name === 'root' ? DEFAULT_USER : user.name;
  const cannot = expressible(uid, 'subid') ?? expressible(gid, 'subid');
  if (cannot) {
    return {
      tool: 'dockerd',
      name: 'dockerd',
      steps: [],
      cannot: { ...cannot, hint: 'Let the rest be mapped, up to the highest wish: then there is no hole.' },
    };
  }
  return {
    tool: 'dockerd',
    name: 'dockerd',
    steps: [
      { where: { file: '/etc/subuid' }, text: format(uid, 'subid', { owner }) },
      { where: { file: '/etc/subgid' }, text: format(gid, 'subid', { owner }) },
      {
        where: { file: '/etc/docker/daemon.json' },
        text: formatDaemonJson(owner === DEFAULT_USER ? 'default' : owner),
      },
      onHost('sudo systemctl restart docker', true),
    ],
    note: `All lines of ${owner} go: the order of these is the map, and it holds for every container of the daemon.`,
  };
};

/**
 * Rootless Docker's one namespace, in which all its containers are: rootlesskit makes 0 the user's own id, and lays the lines end to end from
 * 1 on (rootlesskit 2.0.2, pkg/parent). Checked against `rootlessDocker` before it is said.
 */
export const dockerRootless: ConfigMaker = (plan) => {
  if (plan.user.name === 'root') return undefined;
  const config = (steps: PlanConfig['steps'], more: Partial<PlanConfig>): PlanConfig => {
    return { tool: 'docker-rootless', name: 'Docker without root', steps, ...more };
  };
  const user = knownUser(plan);
  if (user && (['uid', 'gid'] as const).every((kind) => holds(plan.sides[kind].usual, plan[kind]))) {
    return config([], { note: 'It does so already: this is the map that the lines make.' });
  }
  const [uids, gids] = [afterOwn(plan.uid, user?.uid), afterOwn(plan.gid, user?.gid)];
  if (user && uids && gids) {
    const subuid = format(uids, 'subid', { owner: user.name });
    const subgid = format(gids, 'subid', { owner: user.name });
    const { value } = rootlessDocker(user, { subuid, subgid });
    const same = (map: IdMap | undefined, planned: IdMap) => map && sameMap(joinExtents(map), joinExtents(planned));
    if (same(value?.uid, plan.uid) && same(value?.gid, plan.gid)) {
      return config(
        [
          { where: { file: '/etc/subuid' }, text: subuid },
          { where: { file: '/etc/subgid' }, text: subgid },
          onHost('systemctl --user restart docker', false),
        ],
        {
          note: `All other lines of ${user.name} go: the order of these is the map, and it holds for every container.`,
        },
      );
    }
  }
  return config([], {
    cannot: refusal(
      'rootless-own-first',
      `Rootless Docker makes 0 inside ${plan.user.name}'s own id, and lays the lines of /etc/subuid end to end from 1 on; this map is another.`,
      'Wish that 0 be your own id, for users and for groups, and let the rest be mapped. Or take Podman, which maps for each container.',
    ),
  });
};

/** Whether `whole` maps every id of `map` in the same way, and there is one. */
function holds(whole: IdMap, map: IdMap): boolean {
  return (
    map.length > 0 &&
    map.every(({ inside, outside, count }) =>
      joinExtents(whole).some(
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
