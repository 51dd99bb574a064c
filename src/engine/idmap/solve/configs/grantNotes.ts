import type { IdKind } from '../../map/Extent.ts';
import { FIRST_PERSON, systemIdsWarning } from '../../subid/assignCommands.ts';
import type { Subid } from '../../subid/parseSubids.ts';
import { shared } from '../fewest/Range.ts';
import { lineOf } from '../missingGrants.ts';
import type { Grant, Plan } from '../Plan.ts';
import { idsOfLine } from '../usualMap.ts';

type Grants = Readonly<Record<IdKind, readonly Grant[]>>;

/**
 * What to read before lines are added to each file: that they assign a system account's IDs, or what is assigned to somebody else already; and once, before
 * the first of them, as whom `who` can act from then on. Whoever is assigned an ID can become it (newuidmap(1)), and above UID_MIN it is a person's.
 */
export function grantNotes(plan: Plan, grants: Grants, who: string): Partial<Record<IdKind, string>> {
  const acts = actsAs(plan, grants, who);
  const first = grants.uid.length > 0 ? 'uid' : 'gid';
  const noteOf = (kind: IdKind) =>
    [beware(plan, kind, grants[kind]), kind === first ? acts : undefined].filter(Boolean).join(' ');
  return { uid: noteOf('uid'), gid: noteOf('gid') };
}

const overlap = ({ start, count }: Grant, line: Subid) =>
  idsOfLine(line).some((range) => shared({ start, count }, [range]).length > 0);

/** The warning about IDs that were asked for by number and are a system account's, or assigned to somebody else already. */
function beware({ sides }: Plan, kind: IdKind, grants: readonly Grant[]): string | undefined {
  const theirs = sides[kind].others.find((other) => grants.some((grant) => overlap(grant, other)));
  return (
    systemIdsWarning(kind, grants) ??
    (theirs &&
      `Warning: ${lineOf(theirs)} already assigns some of these IDs: containers of ${theirs.owner} could then change the files of this one, and vice versa.`)
  );
}

/** The warning about all other IDs. */
function actsAs({ sides }: Plan, grants: Grants, who: string): string | undefined {
  const of = (kind: IdKind) =>
    grants[kind].filter(
      (grant) => grant.start >= FIRST_PERSON && !sides[kind].others.some((other) => overlap(grant, other)),
    );
  const [uids, gids] = [idWords(of('uid')), idWords(of('gid'))];
  const [first] = [...of('uid'), ...of('gid')];
  if (first === undefined) return undefined;
  const kinds: readonly [name: string, ids: string][] =
    uids === gids
      ? [['UID and GID', uids]]
      : [
          ['UID', uids],
          ['GID', gids],
        ];
  const words = kinds.filter(([, ids]) => ids !== '').map((each) => each.join(' '));
  const database = uids === '' ? 'group' : 'passwd';
  return `Warning: afterwards, ${who} can act as ${words.join(' and ')} on the host. Check whose ID that is: getent ${database} ${first.start}.`;
}

/** "1000", "1000 to 1009", "1000, 1005 and 3 more". */
function idWords(grants: readonly Grant[]): string {
  const named = grants
    .slice(0, NAMED)
    .map(({ start, count }) => (count === 1 ? `${start}` : `${start} to ${start + count - 1}`));
  const more = grants.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

/** Ranges that are named; a map may have hundreds. */
const NAMED = 2;
