import { counted, type Diagnostic, error, info, warning } from '../../text/index.ts';
import { TOOLS } from '../formats/tools.ts';
import { type IdKind, isId } from '../map/Extent.ts';
import { toOutside } from '../map/toOutside.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { shared, unite } from './fewest/Range.ts';
import { lineOf } from './missingGrants.ts';
import { ownFiles } from './ownFiles.ts';
import { ofWishes, type Plan, type PlanDiagnostic, type PlanSide, type Solved, type SolveOptions } from './Plan.ts';
import { settleWishes, type Wish, wishProblem } from './settleWishes.ts';
import { type SideQuestion, solveSide } from './solveSide.ts';
import { idsOfLine } from './usualMap.ts';

type Questions = Readonly<Record<IdKind, SideQuestion>>;

/** What to know about a plan before it is used. */
function planWarnings(wishes: readonly Wish[], plan: Plan, questions: Questions): PlanDiagnostic[] {
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

/** One diagnostic where the same is true of users and groups, else one for each kind. */
function ofBoth(say: (kind: IdKind, whose: string) => Diagnostic | undefined): PlanDiagnostic[] {
  const [uid, gid] = [say('uid', 'user and group'), say('gid', 'user and group')];
  const isSame = uid && gid && uid.message === gid.message && uid.hint === gid.hint;
  const found = isSame ? [uid] : [say('uid', 'user'), say('gid', 'group')];
  return found.flatMap((diagnostic) => (diagnostic ? [ofWishes(diagnostic)] : []));
}

function ofHostRoot({ inside, outside }: Wish): PlanDiagnostic[] {
  if (outside !== 0) return [];
  const message = `Container ID ${inside} is mapped to the host’s ID 0: whoever is ${inside} in the container owns what root owns on the host.`;
  return [ofWishes(warning('solve-host-root', message, 'Give the files to another host ID, and map that one.'))];
}

const shiftsFiles = ({ tool }: SideQuestion) => tool !== undefined && TOOLS[tool].shiftsFiles;

/** More ids than anybody maps one by one: people and services of the host are likely among them. */
const MANY = 1000;

function manyOfHost({ grants }: PlanSide, whose: string): Diagnostic | undefined {
  const grant = grants.find(({ count }) => count > MANY);
  return (
    grant &&
    warning(
      'solve-many-of-host',
      `These mappings assign ${grant.count} ${whose} IDs of the host to the container: ${grant.start} to ${grant.start + grant.count - 1}.`,
      'The container can change whatever these IDs own on the host. Check that none is an account: getent passwd.',
    )
  );
}

function assignedToOthers(plan: Plan, kind: IdKind, { owner }: SideQuestion): PlanDiagnostic[] {
  const { grants, others } = plan.sides[kind];
  const theirs = unite(others.flatMap(idsOfLine));
  return grants.flatMap((grant): PlanDiagnostic[] => {
    if (shared(grant, theirs).length === 0) return [];
    const line = others.find((other) => idsOfLine(other).some((range) => shared(grant, [range]).length > 0));
    if (line === undefined) return [];
    const message = `${lineOf(grant)} shares IDs with ${lineOf(line)}.`;
    const hint = `Containers of ${owner} and of ${line.owner} could then change each other’s files.`;
    return [{ of: `sub${kind}`, ...warning('solve-assigned-to-other', message, hint, line.span) }];
  });
}

function noRoot(plan: Plan, { kind, tool }: SideQuestion, whose: string): Diagnostic | undefined {
  if (tool === 'mount' || toOutside(plan.sides[kind].map, 0) !== undefined) return undefined;
  return warning(
    'solve-no-root',
    `${whose.charAt(0).toUpperCase()}${whose.slice(1)} ID 0 of the container has no host ID: the container has no root.`,
    'LXC and Podman start as ID 0. Map all other IDs as well, or map 0 to a host ID.',
  );
}

function beyondSize(map: Plan['uid'], { size, rest }: SideQuestion, whose: string): Diagnostic | undefined {
  const beyond = size === 'all' || size === 0 || !rest ? undefined : map.find(({ inside }) => inside > size);
  return (
    beyond &&
    info(
      'solve-beyond-size',
      `Container ID ${beyond.inside} lies above the first ${size === 1 ? 'ID' : `${size} IDs`}; the ${whose} IDs in between have no host ID.`,
      'Files of unmapped IDs show as 65534; chown and setuid to such an ID fail with EINVAL.',
    )
  );
}

function movedIds({ moved, kept, other }: PlanSide, whose: string): Diagnostic | undefined {
  if (moved === 0) return undefined;
  const fewer = other && other.moved < moved ? other : undefined;
  const way = fewer
    ? ` With ${fewer.extents} lines, ${fewer.moved === 0 ? 'no other ID changes' : fewer.moved === 1 ? 'only 1 ID changes' : `only ${fewer.moved} IDs change`}.`
    : other === undefined
      ? ' No map changes fewer IDs.'
      : '';
  return (fewer ? warning : info)(
    'solve-moved',
    `${counted(moved, `other ${whose} ID`)} ${moved === 1 ? 'gets a different host ID' : 'get different host IDs'} than without these mappings; ${kept} ${kept === 1 ? 'keeps its own' : 'keep theirs'}.`,
    `An existing container has files with the old host IDs, which need a chown.${way}`,
  );
}

function notProven({ map, fewest }: PlanSide, whose: string): Diagnostic | undefined {
  if (fewest) return undefined;
  const message = `The map of ${whose} IDs has ${map.length} lines. The search for one with fewer was not finished.`;
  return info('solve-not-proven', message, 'The map is correct as it is.');
}

/** The ids that an image may use; `nobody` is 65534. */
const USUAL_SIZE = 65536;

/**
 * The maps that have every mapping in `wishes` and map the rest of the inside ids to outside ids of `available`, in the fewest extents; the lines
 * that /etc/subuid and /etc/subgid lack for them; or every reason why no map does it. Users and groups are solved each for themselves. Never throws.
 *
 * An outside id that a wish uses serves none of the rest, also where it lies in the range. Among maps with as few extents, ids of the rest
 * keep their offset in the range, as Proxmox has it: inside i is the i-th id of the range.
 */
export function solve(wishes: readonly Wish[], available: readonly Subid[], options: SolveOptions = {}): Solved {
  const { size = USUAL_SIZE, rest = true, prefer = 'fewest', subgid = available, current, tool, kernel } = options;
  const user = userOf(options.user, available);
  const problems = wishes.map(wishProblem);
  const diagnostics: PlanDiagnostic[] = problems.filter((problem) => problem !== undefined);
  if (size !== 'all' && !(Number.isInteger(size) && size >= 0 && (size === 0 || isId(size - 1)))) {
    const message = `${size} is not a number of container IDs: enter 0 to 4294967295.`;
    diagnostics.push(ofWishes(error('solve-size', message, 'Images use up to 65536.')));
  }
  if (wishes.length === 0 && (!rest || size === 0)) {
    const message = 'No mapping is given, and the other IDs are not mapped either.';
    const hint = 'Add a mapping, such as 1000:1005 (container ID, host ID).';
    diagnostics.push(ofWishes(error('solve-nothing', message, hint)));
  }

  const sound = wishes.map((wish, index) => (problems[index] ? undefined : wish));
  const question = (kind: 'uid' | 'gid'): SideQuestion => {
    const settled = settleWishes(sound, kind);
    for (const diagnostic of settled.diagnostics) diagnostics.push(diagnostic);
    const all = kind === 'uid' ? available : subgid;
    const lines = all.filter(({ owner }) => owner === user.name || (user.uid !== undefined && owner === `${user.uid}`));
    const given = { kind, mapped: settled.extents, lines, all, owner: user.name, size, rest, prefer };
    return { ...given, own: user[kind], current: current?.[kind], tool, kernel };
  };
  const questions = { uid: question('uid'), gid: question('gid') };
  if (diagnostics.length > 0) return { value: undefined, diagnostics: once(diagnostics) };

  const [uid, gid] = [solveSide(questions.uid), solveSide(questions.gid)];
  if (uid.side === undefined || gid.side === undefined) {
    return { value: undefined, diagnostics: once([...uid.diagnostics, ...gid.diagnostics]) };
  }
  const plan: Plan = {
    uid: uid.side.map,
    gid: gid.side.map,
    subuid: uid.side.grants.map(lineOf),
    subgid: gid.side.grants.map(lineOf),
    sides: { uid: uid.side, gid: gid.side },
    user,
  };
  return { value: plan, diagnostics: once(planWarnings(wishes, plan, { uid: questions.uid, gid: questions.gid })) };
}

/** root, whose own ids are 0, unless the options or the first line name another. */
function userOf(user: SolveOptions['user'], available: readonly Subid[]): Plan['user'] {
  const { name, uid, gid } = user ?? { name: available[0]?.owner ?? 'root', uid: undefined, gid: undefined };
  const own = name === 'root' ? 0 : undefined;
  const [ownUid, ownGid] = [uid ?? own, gid ?? own];
  return { name, ...(ownUid !== undefined && { uid: ownUid }), ...(ownGid !== undefined && { gid: ownGid }) };
}

/** What is true of users and groups alike is said once; so is a command, which may do for both files. */
function once(diagnostics: readonly PlanDiagnostic[]): PlanDiagnostic[] {
  const said = new Set<string>();
  const isNew = (key: string) => !said.has(key) && said.add(key).size > 0;
  return diagnostics
    .filter(({ of, code, message, span }) => isNew(JSON.stringify([of, code, message, span?.start])))
    .map(({ steps, ...diagnostic }) => {
      const more = steps?.filter(({ text }) => isNew(text)) ?? [];
      return more.length === 0 ? diagnostic : { ...diagnostic, steps: more };
    });
}
