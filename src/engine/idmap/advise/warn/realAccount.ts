import type { IdKind } from '../../map/Extent.ts';
import type { Account } from '../../recognise/Typed.ts';
import type { Situation } from '../../situation/Situation.ts';
import { hostExtents } from '../hostExtents.ts';
import { idRange, LESSONS, listed } from '../Seen.ts';
import { collect, type Finding, type HostRange, hostRanges, isIdentity } from './subidsOverlap.ts';

/** Finds the accounts of a kind in any range of ids, in order of id and at most so many, without walking through all of them for each. */
export function accountsWithin(
  accounts: readonly Account[],
  kind: IdKind,
): (first: number, count: number, most?: number) => Account[] {
  const sorted = accounts.filter((account) => account.kind === kind).sort((a, b) => a.id - b.id);
  return (first, count, most = sorted.length) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.id ?? 0) < first) low = middle + 1;
      else high = middle;
    }
    const found: Account[] = [];
    for (let at = low; at < sorted.length && found.length < most; at++) {
      const account = sorted[at];
      if (account === undefined || account.id - first >= count) break;
      found.push(account);
    }
    return found;
  };
}

/**
 * A range that covers accounts of the host: the container is those people, over their files and processes (the lab's bozo, done again in
 * content/data/transcripts/bozo.json). A single id that somebody maps on purpose, as rootless engines do with the user's own, is not meant;
 * a single id that a line assigns is an info, since its owner may be that account from then on (newuidmap: alice:1001:1 let alice read what
 * only bob may).
 */
export function realAccount(situation: Situation, kind: IdKind): Finding[] {
  const map = hostExtents(situation, kind, 1);
  if (map !== undefined && isIdentity(map)) return [];
  const within = accountsWithin(situation.accounts, kind);
  return collect(hostRanges(situation, kind), (range) => {
    const { first, count, owner } = range;
    if (count <= 1 && (owner === undefined || owner === 'root')) return undefined;
    const covered = within(first, count).filter(({ id, name }) => id !== 0 && (count > 1 || !isOwner(owner, name, id)));
    return covered.length === 0 ? undefined : finding(range, covered);
  });
}

function isOwner(owner: string | undefined, name: string, id: number): boolean {
  return owner === name || owner === `${id}`;
}

function finding(range: HostRange, covered: readonly Account[]): Finding {
  const { first, count, inside, owner, span } = range;
  const names = listed(
    covered.map(({ name, id }) =>
      inside === undefined ? `${name} (${id})` : `${name} (${id}, in the container ${inside + (id - first)})`,
    ),
  );
  return {
    code: 'range-covers-account',
    severity: count === 1 ? 'info' : 'warning',
    facts: `${first} ${count} ${owner} ${names}`,
    say: ({ ids, file, assign }) => ({
      message:
        owner === undefined
          ? `The host’s ${ids} ${idRange(first, count)} include accounts: ${names}.`
          : `${file} ${assign} ${owner} ${count === 1 ? '' : 'IDs '}${idRange(first, count)}: ${count === 1 ? 'that is' : 'these include'} the host’s ${names}.`,
      hint:
        count === 1
          ? `${owner} can do everything that this account can. Keep the line only if you want that.`
          : 'A container with this range can act as these accounts on the host, on their files and processes. Use a range without accounts.',
    }),
    span,
    learn: LESSONS.realAccount,
  };
}
