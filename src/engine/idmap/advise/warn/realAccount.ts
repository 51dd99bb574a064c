import type { IdKind } from '../../map/NamespaceMaps.ts';
import type { Account } from '../../situation/Account.ts';
import type { Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import { idRange } from '../idRange.ts';
import { LESSONS } from '../lessons.ts';
import { listed } from '../listed.ts';
import { accountsWithin } from './accountsWithin.ts';
import type { Finding } from './Finding.ts';
import { isIdentity } from './identityMap.ts';
import { type LentRange, lentRanges } from './lentRanges.ts';

/**
 * A range that covers accounts of the host: the container is those people, over their files and processes (the lab's bozo, done again in
 * content/data/transcripts/bozo.json). A single id that somebody maps on purpose, as rootless engines do with the user's own, is not meant.
 */
export function realAccount(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind, 1);
  if (map !== undefined && isIdentity(map)) return [];
  const within = accountsWithin(situation.accounts, kind);
  return lentRanges(situation, kind).flatMap((range) => {
    if (range.count <= 1) return [];
    const covered = within(range.first, range.count).filter(({ id }) => id !== 0);
    return covered.length === 0 ? [] : [finding(range, covered)];
  });
}

function finding(range: LentRange, covered: readonly Account[]): Finding {
  const { first, count, inside, owner, span } = range;
  const names = listed(
    covered.map(({ name, id }) =>
      inside === undefined ? `${name} (${id})` : `${name} (${id}, inside ${inside + (id - first)})`,
    ),
  );
  return {
    code: 'range-covers-account',
    severity: 'warning',
    facts: `${first} ${count} ${owner} ${names}`,
    say: ({ ids, file }) => ({
      message:
        owner === undefined
          ? `The ${ids} ${idRange(first, count)} outside cover the host's ${names}.`
          : `${file} lends ${owner} ${idRange(first, count)}, which covers the host's ${names}.`,
      hint: 'A container with this range is that account on the host, for its files and its processes. Take a range that no account is in.',
    }),
    span,
    learn: LESSONS.realAccount,
  };
}
