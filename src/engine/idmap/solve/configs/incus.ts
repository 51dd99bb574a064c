import { writeIncus } from '../../formats/incus/writeIncus.ts';
import type { PasteStep } from '../../formats/PasteStep.ts';
import { toOutside } from '../../map/toOutside.ts';
import type { Plan } from '../Plan.ts';
import { type ConfigMaker, grantSteps, onHost, type Share } from './PlanConfig.ts';

/**
 * raw.idmap names what is asked for, and Incus keeps the rest in its own range; root, who runs incusd, needs lines for those host IDs as well (incus,
 * doc/userns-idmap.md: root:1000:1). Incus shifts the container's files at the next start (driver_lxc.go, handleIdmappedStorage).
 */
export const incus: ConfigMaker = (plan, share) => {
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
export function setRawIdmap(lines: string): string {
  return `printf '${lines.trimEnd().replaceAll('\n', '\\n')}' | incus config set NAME raw.idmap -`;
}

/** The lines for the ids that were asked for by number. */
export function rawLines({ sides }: Pick<Plan, 'sides'>): string {
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
