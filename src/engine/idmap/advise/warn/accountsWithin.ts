import type { IdKind } from '../../map/Extent.ts';
import type { Account } from '../../recognise/readAccounts.ts';

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
