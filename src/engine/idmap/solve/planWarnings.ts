import { toOutside } from '../map/toOutside.ts';
import { shared, unite } from './fewest/Range.ts';
import type { Plan, PlanDiagnostic } from './Plan.ts';
import { lineOf } from './rangeShort.ts';
import type { SideQuestion } from './solveSide.ts';
import { lentBy } from './usualMap.ts';
import type { Wish } from './wishes/Wish.ts';

/** What to know about a plan before it is used. */
export function planWarnings(
  wishes: readonly Wish[],
  plan: Plan,
  questions: Readonly<Record<'uid' | 'gid', SideQuestion>>,
): PlanDiagnostic[] {
  const diagnostics: PlanDiagnostic[] = wishes.flatMap(({ outside, inside, span }): PlanDiagnostic[] =>
    outside === 0
      ? [
          {
            of: 'wishes',
            code: 'solve-host-root',
            severity: 'warning',
            message: `${inside} inside is wished to be 0 outside: whoever becomes ${inside} in the container owns what the host's root owns.`,
            hint: 'Give the files to another id on the host, and wish for that one.',
            ...(span && { span }),
          },
        ]
      : [],
  );
  for (const kind of ['uid', 'gid'] as const) {
    const side = plan.sides[kind];
    const { lines, all, owner, size } = questions[kind];
    const of = kind === 'uid' ? 'subuid' : 'subgid';
    const whose = kind === 'uid' ? 'user' : 'group';

    const others = all.filter((line) => !lines.includes(line));
    const theirs = unite(others.flatMap(lentBy));
    for (const grant of side.grants) {
      if (shared(grant, theirs).length === 0) continue;
      const line = others.find((other) => lentBy(other).some((range) => shared(grant, [range]).length > 0));
      diagnostics.push({
        of,
        code: 'solve-lent-to-other',
        severity: 'warning',
        message: `${lineOf(grant)} shares ids with ${line ? lineOf(line) : 'another line'}.`,
        hint: `Containers of ${owner} and of ${line?.owner ?? 'the other'} would then own each other's files.`,
        ...(line && { span: line.span }),
      });
    }
    if (toOutside(side.map, 0) === undefined && questions[kind].tool !== 'mount') {
      diagnostics.push({
        of: 'wishes',
        code: 'solve-no-root',
        severity: 'warning',
        message: `${whose} id 0 inside has no id outside, so the container has no root ${whose}.`,
        hint: 'LXC and Podman start as 0. Let the rest be mapped, or wish where 0 is to go.',
      });
    }
    const beyond = size === 'all' ? undefined : side.map.findLast(({ inside }) => inside > size);
    if (beyond && questions[kind].rest) {
      diagnostics.push({
        of: 'wishes',
        code: 'solve-beyond-size',
        severity: 'info',
        message: `${beyond.inside} inside lies beyond the ${size} ids of the rest; the ${whose} ids between have no id outside.`,
        hint: 'They show as 65534, and chown and setuid to them fail with EINVAL.',
      });
    }
    if (side.moved > 0) {
      diagnostics.push({
        of: 'wishes',
        code: 'solve-moved',
        severity: 'info',
        message: `${side.moved} ${whose} ids of the rest get other ids outside than without the wishes.`,
        hint: `A container that exists already has files of theirs; those need a chown. ${side.kept} keep theirs.`,
      });
    }
    if (!side.fewest) {
      diagnostics.push({
        of: 'wishes',
        code: 'solve-not-proven',
        severity: 'info',
        message: `The ${kind} map has ${side.map.length} extents; whether fewer would do was not searched to the end.`,
        hint: 'The map is right as it is.',
      });
    }
  }
  return diagnostics;
}
