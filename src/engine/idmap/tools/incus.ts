import { FILES, inOption, isOwned, type RemedyMaker, ROOT_ON_DISK } from '../advise/remedy/files.ts';
import { hostIdRemedy } from '../advise/remedy/hostIdRemedy.ts';
import { format } from '../formats/format.ts';
import { plainExtent } from '../map/Extent.ts';
import { type ConfigMaker, checkSteps, grantSteps, onHost, type Place } from '../solve/configs/PlanConfig.ts';
import type { Plan } from '../solve/missingGrants.ts';
import type { ToolRow } from './ToolRow.ts';

/**
 * raw.idmap names what is asked for, and Incus keeps the rest in its own range; root, who runs incusd, needs lines for those host IDs as well (incus,
 * doc/userns-idmap.md: root:1000:1). Incus shifts the container's files at the next start (driver_lxc.go, handleIdmappedStorage).
 */
const config: ConfigMaker = (plan, share) => {
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
      ...checkSteps(plan, (user, group) => `incus exec NAME --user ${user} --group ${group}`, share),
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
  return (['uid', 'gid'] as const).map((kind) => format(askedOf(sides[kind]), 'incus', { kind })).join('');
}

const askedOf = ({ parts }: Plan['sides']['uid']) =>
  parts.filter(({ because }) => because === 'asked').map(plainExtent);

/** The plan without the ranges that are Incus's own already. */
function askedOnly(plan: Plan): Plan {
  const side = (kind: 'uid' | 'gid') => ({ ...plan.sides[kind], map: askedOf(plan.sides[kind]) });
  return { ...plan, sides: { uid: side('uid'), gid: side('gid') } };
}

const PLACES: readonly Place[] = [['Incus', config]];

/** raw.idmap: one id of the host is the container's own, and Incus keeps the others in its range (incus, doc/userns-idmap.md). */
const hostId: RemedyMaker = (need) =>
  hostIdRemedy(need, need.inside, PLACES, { code: 'incus-raw-idmap', title: ' (raw.idmap)' });

/** `shift=true` of a disk device: an idmapped mount, so ids on the disk are ids inside (incus, doc/reference/devices_disk.md). */
const shift: RemedyMaker = ({ target, inside, owner, dir, mounted }) => {
  if (owner !== undefined && !isOwned(owner, inside)) return undefined;
  const id = inside.uid ?? inside.gid;
  const text = mounted
    ? 'incus config device set NAME DEVICE shift=true'
    : `incus config device add NAME share disk source=${inOption(dir)} path=${target} shift=true`;
  return {
    code: 'incus-shift',
    title: 'Use an idmapped mount (shift=true)',
    why: `What belongs to ${id} on the disk belongs to ${id} in the container. ${ROOT_ON_DISK} Needs a file system with idmapped mounts (not NFS).`,
    steps: [{ where: { shell: 'host', root: true }, text }],
  };
};

export const incus: ToolRow = { configs: PLACES, forFiles: [hostId, ...FILES, shift], forUnmapped: [] };
