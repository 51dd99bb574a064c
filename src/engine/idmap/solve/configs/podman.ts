import { format } from '../../formats/format.ts';
import { shellWord } from '../../formats/shellWord.ts';
import { compose } from '../../map/compose.ts';
import type { IdKind, IdMap } from '../../map/Extent.ts';
import { MIGRATE, MIGRATE_STOPS, rootlessNamespace } from '../../podman/userns/rootlessNamespace.ts';
import { addOption } from '../../subid/assignCommands.ts';
import { kernelLimit } from '../kernelLimit.ts';
import type { Plan } from '../Plan.ts';
import { filesWith, knownUser } from './host.ts';
import { beware, type ConfigMaker, grantsFor, onHost, type PlanConfig, refusal, turned } from './PlanConfig.ts';

/** podman-run(1), --uidmap: of root's Podman the second number is the host's id. No line in /etc/subuid is asked for. */
export const podmanRoot: ConfigMaker = ({ uid, gid }) => ({
  tool: 'podman-root',
  name: 'Podman, rootful',
  steps: [onHost(`sudo podman run ${options(uid, gid)} IMAGE`, true)],
});

/**
 * podman-run(1), --uidmap: of a user's Podman the second number is an id in the namespace that Podman makes for the user, in which 0 is the user and
 * the lent ranges come from 1 on, lowest first. So the plan's outside ids are looked up there, with the missing lines added.
 */
export const podman: ConfigMaker = (plan) => {
  const user = knownUser(plan);
  if (plan.user.name === 'root') return undefined;
  const config = (steps: PlanConfig['steps'], more: Partial<PlanConfig> = {}): PlanConfig => {
    return { tool: 'podman', name: 'Podman, rootless', steps, ...more };
  };
  if (user === undefined) {
    return config([], {
      cannot: {
        ...refusal(
          'podman-uid-unknown',
          `The UID of ${plan.user.name} is not known. Podman maps it to 0 in its own namespace.`,
          `Enter the UID, which id -u ${plan.user.name} prints.`,
        ),
        severity: 'info',
      },
    });
  }
  const { value, diagnostics } = rootlessNamespace({ user, ...filesWith(plan, 'podman') });
  if (value === undefined) {
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    return config([], {
      cannot:
        first ?? refusal('podman-own-namespace', 'Podman cannot create a namespace from these lines.', 'Correct them.'),
    });
  }
  const [uid, gid] = [within(value.uid, plan.uid), within(value.gid, plan.gid)];
  const lost = uid === undefined ? 'UID' : 'GID';
  if (uid === undefined || gid === undefined) {
    return config([], {
      cannot: refusal(
        'podman-not-assigned',
        `Podman's own namespace lacks some of the ${lost}s of this map.`,
        `Podman uses the lines of ${plan.user.name} only if both files have one.`,
      ),
    });
  }
  const limit = kernelLimit(uid, 'uid', undefined) ?? kernelLimit(gid, 'gid', undefined);
  if (limit) return config([], { cannot: limit });
  const lend = lending(plan);
  const note =
    beware(plan, 'uid', grantsFor(plan, 'uid', 'podman')) ?? beware(plan, 'gid', grantsFor(plan, 'gid', 'podman'));
  return config(
    [
      ...(lend === ''
        ? []
        : [
            { ...onHost(`sudo usermod ${lend} ${shellWord(user.name)}`, true), ...(note && { note }) },
            { ...onHost(MIGRATE, false), note: MIGRATE_STOPS },
          ]),
      onHost(`podman run ${options(uid, gid)} IMAGE`, false),
    ],
    lend === ''
      ? {}
      : {
          note: 'An ID below those assigned before changes their numbers in Podman, and existing images and volumes get wrong owners. podman system reset starts afresh: it deletes all containers, images and volumes.',
        },
  );
};

function options(uid: IdMap, gid: IdMap): string {
  return [format(uid, 'podman', { kind: 'uid' }), format(gid, 'podman', { kind: 'gid' })].filter(Boolean).join(' ');
}

/**
 * The map as seen in the user's own namespace; undefined where that lacks some of its ids. An extent that runs over two of the own namespace's stays
 * two: the kernel wants each within one (kernel/user_namespace.c, map_id_range_down; seen with Podman 5.4.2).
 */
function within(own: IdMap, map: IdMap): IdMap | undefined {
  const size = (extents: IdMap) => extents.reduce((sum, { count }) => sum + count, 0);
  const inner = turned(own)
    .flatMap((extent) => compose([extent], map))
    .sort((a, b) => a.inside - b.inside);
  return size(inner) === size(map) ? inner : undefined;
}

function lending(plan: Plan): string {
  const of = (kind: IdKind) => grantsFor(plan, kind, 'podman').map(({ start, count }) => addOption(kind, start, count));
  return [...of('uid'), ...of('gid')].join(' ');
}
