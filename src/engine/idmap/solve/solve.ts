import { error } from '../../text/index.ts';
import { isId } from '../map/Extent.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { lineOf } from './missingGrants.ts';
import { ofWishes, type Plan, type PlanDiagnostic, type Solved, type SolveOptions } from './Plan.ts';
import { planWarnings } from './planWarnings.ts';
import { settleWishes, type Wish, wishProblem } from './settleWishes.ts';
import { type SideQuestion, solveSide } from './solveSide.ts';

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
