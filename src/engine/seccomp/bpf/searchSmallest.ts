import type { Program } from './Program.ts';
import type { Plan } from './programNode.ts';
import { allMasks, likelyMasks, type MaskSource } from './search/masks.ts';

/** How wide all masks are tried, from the quickest to the most thorough. */
const REACHES = [
  { runs: 8, numbers: 32 },
  { runs: 10, numbers: 48 },
];
/** Worths of a step: a tree for fewer steps can meet the others in more places. */
const WORTHS = [0.01, 4];
/** Windows times masks of one plan; the rest is searched with the likely masks alone. */
const MOST_WORK = 6_000_000;
/** Windows between two reports. */
const EVERY = 64;

const LIKELY = likelyMasks({ runs: 40, numbers: 256 }, { runs: 12, numbers: 64 });

/**
 * The smallest program that plan after plan gives, the first of those alike. The work is counted, not timed, so that the same filter always gives the same
 * program; about two seconds for Docker's default on three ABIs.
 */
export function searchSmallest(
  first: Program,
  make: (plan: Omit<Plan, 'weights'>) => Program,
  onProgress: (done: number) => boolean = () => true,
): Program {
  const plans = [LIKELY, ...REACHES].flatMap((reach) =>
    WORTHS.flatMap((steps) => {
      const nativeFirst = { reach, steps, nativeLast: false };
      return reach === LIKELY ? [nativeFirst, { ...nativeFirst, nativeLast: true }] : [nativeFirst];
    }),
  );
  let best = first;
  let goesOn = true;
  for (const [at, { reach, steps, nativeLast }] of plans.entries()) {
    if (!goesOn) break;
    const masks = typeof reach === 'function' ? reach : thorough(reach, (part) => tell(at + part));
    const found = make({ steps, nativeLast, masks });
    if (found.instructions.length < best.instructions.length) best = found;
    tell(at + 1);
  }
  return best;

  function tell(done: number): boolean {
    goesOn = goesOn && onProgress(Math.min(1, done / plans.length));
    return goesOn;
  }
}

/** All masks while the work lasts and nobody ends it. */
function thorough(reach: { runs: number; numbers: number }, tell: (part: number) => boolean): MaskSource {
  let work = 0;
  let windows = 0;
  let goesOn = true;
  return (runs) => {
    const [every, likely] = [allMasks(reach)(runs), LIKELY(runs)];
    return (i, j, below) => {
      if (!goesOn || work > MOST_WORK) return likely(i, j, below);
      windows++;
      if (windows % EVERY === 0) goesOn = tell(Math.min(0.99, work / MOST_WORK));
      const { first = 0 } = runs[i] ?? {};
      const { last = 0 } = runs[j] ?? {};
      if (j - i < reach.runs && last - first < reach.numbers)
        work += 2 ** (32 - Math.clz32(first ^ last)) * (j - i + 1);
      return every(i, j, below);
    };
  };
}
