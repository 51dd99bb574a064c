import type { Run } from './Run.ts';
import { firstWith, firstWithout, lastWith, lastWithout } from './underMask.ts';

/** Longer runs are cut by estimate: only weights depend on it. */
const MOST_COUNTED = 512;

/** The runs of the numbers with a bit of the mask, and of those with none. Neighbours that go on alike become one. */
export function splitRuns(runs: readonly Run[], from: number, to: number, mask: number): { set: Run[]; clear: Run[] } {
  const set: Run[] = [];
  const clear: Run[] = [];
  for (let at = from; at <= to; at++) {
    const run = runs[at];
    if (run === undefined) continue;
    const { first, last } = run;
    const [lowSet, lowClear] = [firstWith(mask, first, last), firstWithout(mask, first, last)];
    const some = lowSet === undefined ? 0 : lowClear === undefined ? run.count : countWith(mask, run);
    if (lowSet !== undefined) append(set, run, lowSet, lastWith(mask, first, last) ?? lowSet, some);
    if (lowClear !== undefined) {
      append(clear, run, lowClear, lastWithout(mask, first, last) ?? lowClear, run.count - some);
    }
  }
  return { set, clear };
}

function append(runs: Run[], { leaf, weight, count }: Run, first: number, last: number, some: number): void {
  const share = (weight * some) / count;
  const before = runs.at(-1);
  if (before?.leaf === leaf) {
    before.last = last;
    before.weight += share;
    before.count += some;
  } else runs.push({ first, last, leaf, weight: share, count: some });
}

function countWith(mask: number, { first, last, count }: Run): number {
  if (last - first > MOST_COUNTED) return count / 2;
  let found = 0;
  for (let number = first; number <= last; number++) if ((number & mask) !== 0) found++;
  return found;
}
