import { error, info, isError, nameWord } from '../../../text/index.ts';
import { format } from '../../formats/format.ts';
import { compose } from '../../map/compose.ts';
import { type IdKind, type IdMap, idCount } from '../../map/Extent.ts';
import { MIGRATE, MIGRATE_STOPS } from '../../podman/migrate.ts';
import { rootlessNamespace } from '../../podman/userns/rootlessNamespace.ts';
import { addOption } from '../../subid/assignCommands.ts';
import { kernelLimit } from '../kernelLimit.ts';
import type { Plan } from '../Plan.ts';
import { grantNotes } from './grantNotes.ts';
import { type ConfigMaker, cannot, filesWith, grantsFor, knownUser, onHost, turned } from './PlanConfig.ts';

/** podman-run(1), --uidmap: of root's Podman the second number is the host's id. No line in /etc/subuid is asked for. */
export const podmanRoot: ConfigMaker = ({ uid, gid }) => ({
  steps: [onHost(`sudo podman run ${options(uid, gid)} IMAGE`, true)],
});

/**
 * podman-run(1), --uidmap: of a user's Podman the second number is an id in the namespace that Podman makes for the user, in which 0 is the user and
 * the user's ranges come from 1 on, lowest first. So the plan's outside ids are looked up there, with the missing lines added.
 */
export const podman: ConfigMaker = (plan) => {
  if (plan.user.name === 'root') return undefined;
  const user = knownUser(plan);
  if (user === undefined) {
    const message = `The UID of ${plan.user.name} is not known. Podman maps it to 0 in its own namespace.`;
    return cannot(info('podman-uid-unknown', message, `Enter the UID, which id -u ${plan.user.name} prints.`));
  }
  const { value, diagnostics } = rootlessNamespace({ user, ...filesWith(plan, 'podman') });
  if (value === undefined) {
    const message = 'Podman cannot create a namespace from these lines.';
    const [first] = diagnostics.filter(isError);
    return cannot(first ?? error('podman-own-namespace', message, 'Correct them.'));
  }
  const [uid, gid] = [within(value.uid, plan.uid), within(value.gid, plan.gid)];
  if (uid === undefined || gid === undefined) {
    const message = `Podman’s own namespace lacks some of the ${uid === undefined ? 'UID' : 'GID'}s of this map.`;
    const hint = `Podman uses the lines of ${plan.user.name} only if both files have one.`;
    return cannot(error('podman-not-assigned', message, hint));
  }
  const limit = kernelLimit(uid, 'uid') ?? kernelLimit(gid, 'gid');
  if (limit) return cannot(limit);
  const run = onHost(`podman run ${options(uid, gid)} IMAGE`, false);
  const assign = assignOptions(plan);
  if (assign === '') return { steps: [run] };
  const grants = { uid: grantsFor(plan, 'uid', 'podman'), gid: grantsFor(plan, 'gid', 'podman') };
  const notes = grantNotes(plan, grants, user.name);
  const warned = notes.uid || notes.gid;
  return {
    steps: [
      { ...onHost(`sudo usermod ${assign} ${nameWord(user.name) ?? 'USER'}`, true), ...(warned && { note: warned }) },
      { ...onHost(MIGRATE, false), note: MIGRATE_STOPS },
      run,
    ],
    note: 'An ID below those assigned before changes their numbers in Podman, and existing images and volumes get wrong owners. podman system reset starts afresh: it deletes all containers, images and volumes.',
  };
};

function options(uid: IdMap, gid: IdMap): string {
  return [format(uid, 'podman', { kind: 'uid' }), format(gid, 'podman', { kind: 'gid' })].filter(Boolean).join(' ');
}

/**
 * The map as seen in the user's own namespace; undefined where that lacks some of its ids. An extent that runs over two of the own namespace's stays
 * two: the kernel requires each within one (kernel/user_namespace.c, map_id_range_down; seen with Podman 5.4.2).
 */
function within(own: IdMap, map: IdMap): IdMap | undefined {
  const inner = turned(own)
    .flatMap((extent) => compose([extent], map))
    .sort((a, b) => a.inside - b.inside);
  return idCount(inner) === idCount(map) ? inner : undefined;
}

/** usermod's options for the lines that are missing. */
function assignOptions(plan: Plan): string {
  const ofKind = (kind: IdKind) =>
    grantsFor(plan, kind, 'podman').map(({ start, count }) => addOption(kind, start, count));
  return [...ofKind('uid'), ...ofKind('gid')].join(' ');
}
