import type { Tool } from '../formats/Tool.ts';
import type { IdKind } from '../map/NamespaceMaps.ts';
import { toOutside } from '../map/toOutside.ts';
import { shared, unite } from './fewest/Range.ts';
import { ownFiles } from './ownFiles.ts';
import type { Plan, PlanDiagnostic } from './Plan.ts';
import { lineOf } from './rangeShort.ts';
import type { SideQuestion } from './solveSide.ts';
import { lentBy } from './usualMap.ts';
import type { Wish } from './wishes/Wish.ts';

type Questions = Readonly<Record<IdKind, SideQuestion>>;

/** What to know about a plan before it is used. */
export function planWarnings(wishes: readonly Wish[], plan: Plan, questions: Questions): PlanDiagnostic[] {
  return [
    ...wishes.flatMap(ofHostRoot),
    ...(['uid', 'gid'] as const).flatMap((kind) => lentToOthers(plan, kind, questions[kind])),
    ...ofBoth((kind, whose) => manyOfHost(plan.sides[kind], whose)),
    ...ofBoth((kind, whose) => noRoot(plan, questions[kind], whose)),
    ...ofBoth((kind, whose) => beyondSize(plan.sides[kind].map, questions[kind], whose)),
    ...ofBoth((kind, whose) => (shiftsFiles(questions[kind]) ? undefined : ownFiles(plan.sides[kind], whose))),
    ...ofBoth((kind, whose) => movedIds(plan.sides[kind], whose)),
    ...ofBoth((kind, whose) => notProven(plan.sides[kind], whose)),
  ];
}

/** What is true of users and groups alike is said once. */
function ofBoth(say: (kind: IdKind, whose: string) => PlanDiagnostic | undefined): PlanDiagnostic[] {
  const [uid, gid] = [say('uid', 'user and group'), say('gid', 'user and group')];
  if (uid && gid && uid.message === gid.message && uid.hint === gid.hint) return [uid];
  return [say('uid', 'user'), say('gid', 'group')].filter((diagnostic) => diagnostic !== undefined);
}

function ofHostRoot({ inside, outside, span }: Wish): PlanDiagnostic[] {
  if (outside !== 0) return [];
  return [
    {
      of: 'wishes',
      code: 'solve-host-root',
      severity: 'warning',
      message: `${inside} inside is wished to be 0 outside: whoever becomes ${inside} in the container owns what the host's root owns.`,
      hint: 'Give the files to another id on the host, and wish for that one.',
      ...(span && { span }),
    },
  ];
}

/**
 * Podman makes a container's files anew for its map (containers/storage, the mappings of a layer), dockerd keeps a directory for each range, a Pod's are the
 * kubelet's to shift, and at an idmapped mount nothing moves.
 */
const SHIFTING: readonly Tool[] = ['podman', 'podman-root', 'dockerd', 'kubernetes', 'mount'];

const shiftsFiles = ({ tool }: SideQuestion) => tool !== undefined && SHIFTING.includes(tool);

/** More ids than anybody wishes for one by one: people and services of the host are likely among them. */
const MANY = 1000;

function manyOfHost({ grants }: Plan['sides']['uid'], whose: string): PlanDiagnostic | undefined {
  const grant = grants.find(({ count }) => count > MANY);
  if (grant === undefined) return undefined;
  return {
    of: 'wishes',
    code: 'solve-many-of-host',
    severity: 'warning',
    message: `The wishes lend the container ${grant.count} ${whose} ids of the host, ${grant.start} to ${grant.start + grant.count - 1}.`,
    hint: 'Whatever belongs to these ids outside, the container can own. See that none is an account: getent passwd.',
  };
}

function lentToOthers(plan: Plan, kind: IdKind, { lines, all, owner }: SideQuestion): PlanDiagnostic[] {
  const mine = new Set(lines);
  const others = all.filter((line) => !mine.has(line));
  const theirs = unite(others.flatMap(lentBy));
  return plan.sides[kind].grants.flatMap((grant): PlanDiagnostic[] => {
    if (shared(grant, theirs).length === 0) return [];
    const line = others.find((other) => lentBy(other).some((range) => shared(grant, [range]).length > 0));
    if (line === undefined) return [];
    return [
      {
        of: kind === 'uid' ? 'subuid' : 'subgid',
        code: 'solve-lent-to-other',
        severity: 'warning',
        message: `${lineOf(grant)} shares ids with ${lineOf(line)}.`,
        hint: `Containers of ${owner} and of ${line.owner} would then own each other's files.`,
        span: line.span,
      },
    ];
  });
}

function noRoot(plan: Plan, { kind, tool }: SideQuestion, whose: string): PlanDiagnostic | undefined {
  if (tool === 'mount' || toOutside(plan.sides[kind].map, 0) !== undefined) return undefined;
  return {
    of: 'wishes',
    code: 'solve-no-root',
    severity: 'warning',
    message: `Inside, ${whose} id 0 has no id outside: the container has no root.`,
    hint: 'LXC and Podman start as 0. Let the rest be mapped, or wish where 0 is to go.',
  };
}

function beyondSize(map: Plan['uid'], { size, rest }: SideQuestion, whose: string): PlanDiagnostic | undefined {
  const beyond = size === 'all' || size === 0 || !rest ? undefined : map.find(({ inside }) => inside > size);
  if (beyond === undefined) return undefined;
  return {
    of: 'wishes',
    code: 'solve-beyond-size',
    severity: 'info',
    message: `${beyond.inside} inside lies beyond the ${size} ids of the rest; the ${whose} ids between have no id outside.`,
    hint: 'They show as 65534, and chown and setuid to them fail with EINVAL.',
  };
}

function movedIds({ moved, kept, other }: Plan['sides']['uid'], whose: string): PlanDiagnostic | undefined {
  if (moved === 0) return undefined;
  const way =
    other && other.moved < moved
      ? ` With ${other.extents} extents only ${other.moved} would move.`
      : ' No map that grants the wishes moves fewer.';
  return {
    of: 'wishes',
    code: 'solve-moved',
    severity: other && other.moved < moved ? 'warning' : 'info',
    message: `${moved} ${whose} ids of the rest get other ids outside than without the wishes; ${kept} keep theirs.`,
    hint: `A container that exists has files of theirs, which need a chown.${other === undefined || other.moved < moved ? way : ''}`,
  };
}

function notProven({ map, fewest }: Plan['sides']['uid'], whose: string): PlanDiagnostic | undefined {
  if (fewest) return undefined;
  return {
    of: 'wishes',
    code: 'solve-not-proven',
    severity: 'info',
    message: `The map of ${whose} ids has ${map.length} extents; whether fewer would do was not searched to the end.`,
    hint: 'The map is right as it is.',
  };
}
