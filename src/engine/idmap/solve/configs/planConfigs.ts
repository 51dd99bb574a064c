import { type Diagnostic, error, info, isError, nameWord } from '../../../text/index.ts';
import { format } from '../../formats/format.ts';
import { writeIncus } from '../../formats/incus/writeIncus.ts';
import type { HostReleases } from '../../formats/noIdmappedMount.ts';
import type { PasteStep } from '../../formats/PasteStep.ts';
import type { Tool } from '../../formats/tools.ts';
import { compose } from '../../map/compose.ts';
import { type IdKind, type IdMap, idCount } from '../../map/Extent.ts';
import { toOutside } from '../../map/toOutside.ts';
import { MIGRATE, MIGRATE_STOPS } from '../../podman/migrate.ts';
import { rootlessNamespace } from '../../podman/userns/rootlessNamespace.ts';
import { addOption, systemIdsWarning } from '../../subid/assignCommands.ts';
import { kernelLimit } from '../kernelLimit.ts';
import type { Plan } from '../Plan.ts';
import { kubernetes, mount, nspawn } from './around.ts';
import { dockerd, dockerRootless } from './docker.ts';
import { grantNotes } from './grantNotes.ts';
import { lxc, proxmox } from './lxc.ts';
import {
  type ConfigMaker,
  cannot,
  filesWith,
  grantSteps,
  grantsFor,
  type Instructions,
  knownUser,
  onHost,
  type PlanConfig,
  type Share,
  turned,
  UNKNOWN_SHARE,
} from './PlanConfig.ts';
import { newuidmap, oci, unshare } from './plain.ts';

/** podman-run(1), --uidmap: of root's Podman the second number is the host's id. No line in /etc/subuid is asked for. */
const podmanRoot: ConfigMaker = ({ uid, gid }) => ({
  steps: [onHost(`sudo podman run ${options(uid, gid)} IMAGE`, true)],
});

/**
 * podman-run(1), --uidmap: of a user's Podman the second number is an id in the namespace that Podman makes for the user, in which 0 is the user and
 * the user's ranges come from 1 on, lowest first. So the plan's outside ids are looked up there, with the missing lines added.
 */
const podman: ConfigMaker = (plan) => {
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

/**
 * raw.idmap names what is asked for, and Incus keeps the rest in its own range; root, who runs incusd, needs lines for those host IDs as well (incus,
 * doc/userns-idmap.md: root:1000:1). Incus shifts the container's files at the next start (driver_lxc.go, handleIdmappedStorage).
 */
const incus: ConfigMaker = (plan, share) => {
  if (plan.user.name !== 'root') return undefined;
  const lines = rawLines(plan);
  if (lines === '') return undefined;
  const give = `incus config device add NAME share disk source=${share.dir} path=${share.target}`;
  return {
    steps: [
      ...grantSteps(askedOnly(plan), 'incus'),
      { ...onHost(setRawIdmap(lines), true), note: 'This replaces the whole of raw.idmap.' },
      ...(share.mounted ? [] : [{ ...onHost(give, true), note: 'If the container does not have the directory yet.' }]),
      onHost('incus restart NAME', true),
      ...checkSteps(plan, share.dir, share.target),
    ],
    handsOver: true,
  };
};

/** The command that sets raw.idmap to these lines. */
function setRawIdmap(lines: string): string {
  return `printf '${lines.trimEnd().replaceAll('\n', '\\n')}' | incus config set NAME raw.idmap -`;
}

/** The lines for the ids that were asked for by number. */
function rawLines({ sides }: Pick<Plan, 'sides'>): string {
  return (['uid', 'gid'] as const)
    .map((kind) =>
      writeIncus(
        sides[kind].parts.filter(({ because }) => because === 'asked'),
        kind,
      ),
    )
    .join('');
}

/** The plan without the ranges that are Incus's own already. */
function askedOnly(plan: Plan): Plan {
  const side = (kind: 'uid' | 'gid') => {
    const asked = plan.sides[kind].parts.filter(({ because }) => because === 'asked');
    return { ...plan.sides[kind], map: asked.map(({ inside, outside, count }) => ({ inside, outside, count })) };
  };
  return { ...plan, sides: { uid: side('uid'), gid: side('gid') } };
}

/** A file is made as the user inside, and looked at outside. */
function checkSteps({ uid, gid, sides }: Plan, dir: Share['dir'], target: Share['target']): PasteStep[] {
  const [user, group] = [sides.uid, sides.gid].map(({ parts }) => parts.find(({ because }) => because === 'asked'));
  if (user === undefined) return [];
  const groupId = group?.inside ?? user.inside;
  const outside = toOutside(gid, groupId);
  if (outside === undefined || toOutside(uid, user.inside) === undefined) return [];
  const text = `incus exec NAME --user ${user.inside} --group ${groupId} -- touch ${target}/try\nls -ln ${dir}/try`;
  const note = `Check: a file that UID ${user.inside} creates in the container belongs to UID ${user.outside} and GID ${outside} on the host.`;
  return [{ ...onHost(text, true), note }];
}

/** How each tool is configured, under the names that its readers know, in the order in which they are shown. Nothing makes a bare map. */
const MAKERS: Record<Tool, readonly (readonly [name: string, make: ConfigMaker])[]> = {
  kernel: [],
  lxc: [
    ['Proxmox VE', proxmox],
    ['LXC', lxc],
  ],
  incus: [['Incus', incus]],
  podman: [['Podman, rootless', podman]],
  'podman-root': [['Podman, rootful', podmanRoot]],
  oci: [['runc, crun', oci]],
  dockerd: [['dockerd', dockerd]],
  'docker-rootless': [['Docker, rootless', dockerRootless]],
  nspawn: [['systemd-nspawn', nspawn]],
  unshare: [['unshare', unshare]],
  newuidmap: [['newuidmap', newuidmap]],
  mount: [['mount', mount]],
  kubernetes: [['Kubernetes', kubernetes]],
};

/**
 * What to write, and where, so that each tool makes the plan's maps; or why it can't, with the way round. Of one tool, if `tool` is given. A tool that
 * the plan's user doesn't run is left out: rootless ones where that is root. A map with the host's root in it is written for none. `share` is the directory that it is all for, if it is known. What the host's releases have no way for is told as such.
 */
export function planConfigs(
  plan: Plan,
  tool?: Tool,
  share: Share = UNKNOWN_SHARE,
  host: HostReleases = {},
): PlanConfig[] {
  const refused = hostRootRefusal(plan);
  const tools = tool === undefined ? (Object.keys(MAKERS) as Tool[]) : [tool];
  return tools.flatMap((each) =>
    MAKERS[each].flatMap(([name, make]) => {
      const made = make(plan, share, host);
      return made ? [{ tool: each, name, ...(refused ? cannot(refused) : withWarning(made, plan)) }] : [];
    }),
  );
}

/**
 * Whoever may map the host's 0 is root there: no text to paste says so, whatever the tool. An extent that covers it begins with it; an idmapped mount
 * goes by the map that there is without the wishes.
 */
export function hostRootRefusal({ uid, gid, sides }: Plan): Diagnostic | undefined {
  const maps = [...uid, ...gid, ...sides.uid.usual, ...sides.gid.usual];
  if (!maps.some(({ outside }) => outside === 0)) return undefined;
  return error(
    'host-root-withheld',
    'No map: host ID 0 is root.',
    'A user mapped to it can act as root on the host. Use another host ID and ranges without 0, and give that ID access to the files (chown, or an ACL).',
  );
}

/** The warning about a system account's id above the first step, where no step that assigns it has it. */
function withWarning(made: Instructions, { sides }: Plan): Instructions {
  if (made.cannot || made.steps.some(({ note }) => note?.startsWith('Warning:'))) return made;
  const [warned] = (['uid', 'gid'] as const).flatMap((kind) => {
    const mapped = sides[kind].parts.filter(({ because }) => because === 'asked');
    const ranges = mapped.map(({ inside, outside, count }) => ({ owner: inside, start: outside, count }));
    return systemIdsWarning(kind, ranges) ?? [];
  });
  const note = [warned, made.note].filter(Boolean).join(' ');
  return note === '' ? made : { ...made, note };
}
