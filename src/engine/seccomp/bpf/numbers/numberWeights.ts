import { ARCHITECTURES, type Arch, architectureOf } from '../../../linux/index.ts';
import { X32_BIT } from '../../filter/decide.ts';
import type { Run } from '../search/Run.ts';
import type { CallWeight } from '../Wish.ts';

/** No ABI has more calls. */
const MOST_CALLS = 1024;
/** A call that comes more often than this part of all may be asked for before the others. */
const HOT = 0.04;
/** x32's calls together, of x86_64's: hardly a program makes any. */
const X32_SHARE = 0.6;

/** How often a run's numbers come, in instructions that one step less is worth; and the numbers that come so often that each is a run by itself. */
export interface NumberWeights {
  of(first: number, last: number, allowed: boolean): number;
  hot: ReadonlySet<number>;
  /** To be called with the whole of an architecture's runs. */
  scale(runs: readonly Run[]): void;
}

/** The weights of one architecture's numbers, where one step for every call is worth so many instructions. */
export function numberWeights(
  auditArch: number,
  steps: number,
  weights: readonly CallWeight[] | undefined,
): NumberWeights {
  return weights === undefined ? evenWeights(auditArch, steps) : tracedWeights(auditArch, steps, weights);
}

/** Each allowed call once. */
function evenWeights(auditArch: number, steps: number): NumberWeights {
  const bases = ARCHITECTURES.filter((each) => each.auditArch === auditArch).map(({ syscallBase }) => syscallBase);
  return {
    hot: new Set(),
    of(first, last, allowed) {
      if (!allowed) return 0;
      let calls = 0;
      for (const base of bases) {
        calls += Math.max(0, Math.min(last, base + MOST_CALLS - 1) - Math.max(first, base) + 1);
      }
      return calls;
    },
    scale(runs) {
      const sums = { plain: 0, x32: 0 };
      const isPlain = auditArch !== architectureOf('SCMP_ARCH_X32').auditArch;
      const abi = ({ first }: Run) => (isPlain || first < X32_BIT ? 'plain' : 'x32');
      for (const run of runs) sums[abi(run)] += run.weight;
      const factors = { plain: steps / (sums.plain || 1), x32: (steps * X32_SHARE) / (sums.x32 || 1) };
      for (const run of runs) run.weight *= factors[abi(run)];
    },
  };
}

function tracedWeights(auditArch: number, steps: number, weights: readonly CallWeight[]): NumberWeights {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  const isOwn = (arch: Arch) => architectureOf(arch).auditArch === auditArch;
  const own = weights
    .filter(({ arch }) => isOwn(arch))
    .map(({ syscall, weight }) => ({ number: syscall >>> 0, weight }));
  return {
    hot: new Set(own.filter(({ weight }) => weight > HOT * total).map(({ number }) => number)),
    of: (first, last) =>
      own.reduce((sum, { number, weight }) => (number >= first && number <= last ? sum + weight : sum), 0),
    scale(runs) {
      for (const run of runs) run.weight *= steps / (total || 1);
    },
  };
}
