import { counted, info, warning } from '../../text/index.ts';
import type { Tool } from '../formats/tools.ts';
import type { IdKind } from '../map/Extent.ts';
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
    ...(['uid', 'gid'] as const).flatMap((kind) => assignedToOthers(plan, kind, questions[kind])),
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

function ofHostRoot({ inside, outside }: Wish): PlanDiagnostic[] {
  if (outside !== 0) return [];
  return [
    {
      of: 'wishes',
      ...warning(
        'solve-host-root',
        `Container ID ${inside} is mapped to the host's ID 0: whoever is ${inside} in the container owns what root owns on the host.`,
        'Give the files to another host ID, and map that one.',
      ),
    },
  ];
}

/**
 * Podman makes a container's files anew for its map (containers/storage, the mappings of a layer), dockerd keeps a directory for each range, a Pod's are the
 * kubelet's to shift, and at an idmapped mount nothing moves.
 */
const SHIFTING: readonly Tool[] = ['podman', 'podman-root', 'dockerd', 'kubernetes', 'mount'];

const shiftsFiles = ({ tool }: SideQuestion) => tool !== undefined && SHIFTING.includes(tool);

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** More ids than anybody wishes for one by one: people and services of the host are likely among them. */
const MANY = 1000;

function manyOfHost({ grants }: Plan['sides']['uid'], whose: string): PlanDiagnostic | undefined {
  const grant = grants.find(({ count }) => count > MANY);
  if (grant === undefined) return undefined;
  return {
    of: 'wishes',
    ...warning(
      'solve-many-of-host',
      `These mappings assign ${grant.count} ${whose} IDs of the host to the container: ${grant.start} to ${grant.start + grant.count - 1}.`,
      'The container can change whatever these IDs own on the host. Check that none is an account: getent passwd.',
    ),
  };
}

function assignedToOthers(plan: Plan, kind: IdKind, { owner }: SideQuestion): PlanDiagnostic[] {
  const { others } = plan.sides[kind];
  const theirs = unite(others.flatMap(lentBy));
  return plan.sides[kind].grants.flatMap((grant): PlanDiagnostic[] => {
    if (shared(grant, theirs).length === 0) return [];
    const line = others.find((other) => lentBy(other).some((range) => shared(grant, [range]).length > 0));
    if (line === undefined) return [];
    return [
      {
        of: kind === 'uid' ? 'subuid' : 'subgid',
        ...warning(
          'solve-assigned-to-other',
          `${lineOf(grant)} shares IDs with ${lineOf(line)}.`,
          `Containers of ${owner} and of ${line.owner} could then change each other's files.`,
          line.span,
        ),
      },
    ];
  });
}

function noRoot(plan: Plan, { kind, tool }: SideQuestion, whose: string): PlanDiagnostic | undefined {
  if (tool === 'mount' || toOutside(plan.sides[kind].map, 0) !== undefined) return undefined;
  return {
    of: 'wishes',
    ...warning(
      'solve-no-root',
      `${capital(whose)} ID 0 of the container has no host ID: the container has no root.`,
      'LXC and Podman start as ID 0. Map all other IDs as well, or map 0 to a host ID.',
    ),
  };
}

function beyondSize(map: Plan['uid'], { size, rest }: SideQuestion, whose: string): PlanDiagnostic | undefined {
  const beyond = size === 'all' || size === 0 || !rest ? undefined : map.find(({ inside }) => inside > size);
  if (beyond === undefined) return undefined;
  return {
    of: 'wishes',
    ...info(
      'solve-beyond-size',
      `Container ID ${beyond.inside} lies above the first ${size === 1 ? 'ID' : `${size} IDs`}; the ${whose} IDs in between have no host ID.`,
      'Files of unmapped IDs show as 65534; chown and setuid to such an ID fail with EINVAL.',
    ),
  };
}

function movedIds({ moved, kept, other }: Plan['sides']['uid'], whose: string): PlanDiagnostic | undefined {
  if (moved === 0) return undefined;
  const way =
    other && other.moved < moved
      ? ` With ${other.extents} lines, only ${other.moved === 1 ? '1 ID changes' : `${other.moved} IDs change`}.`
      : ' No map changes fewer IDs.';
  return {
    of: 'wishes',
    code: 'solve-moved',
    severity: other && other.moved < moved ? 'warning' : 'info',
    message: `${counted(moved, `other ${whose} ID`)} ${moved === 1 ? 'gets a different host ID' : 'get different host IDs'} than without these mappings; ${kept} ${kept === 1 ? 'keeps its own' : 'keep theirs'}.`,
    hint: `An existing container has files with the old host IDs, which need a chown.${other === undefined || other.moved < moved ? way : ''}`,
  };
}

function notProven({ map, fewest }: Plan['sides']['uid'], whose: string): PlanDiagnostic | undefined {
  if (fewest) return undefined;
  return {
    of: 'wishes',
    ...info(
      'solve-not-proven',
      `The map of ${whose} IDs has ${map.length} lines. The search for one with fewer was not finished.`,
      'The map is correct as it is.',
    ),
  };
}
