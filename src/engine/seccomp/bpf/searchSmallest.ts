import { ARCHITECTURES, type Arch, architectureOf, X32_BIT } from '../../linux/index.ts';
import { answerOf, returnValueOf } from '../filter/answers.ts';
import type { AddedRule } from '../filter/libseccomp/AddedRule.ts';
import { walk } from '../filter/libseccomp/walk.ts';
import { type NumberRange, numberRanges } from '../filter/numberRanges.ts';
import { BAD_ARCH, type Filter } from '../filter/wholeCall.ts';
import { argumentNodes } from './arguments/argumentNodes.ts';
import type { CallWeight } from './blocks.ts';
import { type Node, nodeTable } from './NodeTable.ts';
import { dispatchNumbers, type Leaves, type Search, startLeaves } from './numbers/dispatchNumbers.ts';
import { ARCHITECTURE_OFFSET, callRanges, LAST_NUMBER, NUMBER_OFFSET, type Program } from './run.ts';
import { allMasks, likelyMasks, type MaskSource } from './search/masks.ts';
import type { Run } from './search/Run.ts';
import { tellOrigins } from './tellOrigins.ts';

/** No ABI has more calls. */
const MOST_CALLS = 1024;
/** A call that comes more often than this part of all may be asked for before the others. */
const HOT = 0.04;
/** x32's calls together, of x86_64's: hardly a program makes any. */
const X32_SHARE = 0.6;

/** How often a run's numbers come, in instructions that one step less is worth; and the numbers that come so often that each is a run by itself. */
interface NumberWeights {
  of(first: number, last: number, allowed: boolean): number;
  hot: ReadonlySet<number>;
  /** To be called with the whole of an architecture's runs. */
  scale(runs: readonly Run[]): void;
}

/** The weights of one architecture's numbers, where one step for every call is worth so many instructions. */
function numberWeights(auditArch: number, steps: number, weights: readonly CallWeight[] | undefined): NumberWeights {
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

/** The numbers of one architecture as a search takes them: neighbours that go on alike together, but for those that come very often. */
function numberRuns(
  ranges: readonly NumberRange[],
  leaves: Leaves,
  weights: NumberWeights,
  nodeOf: (range: NumberRange) => Node,
  isAllowed: (range: NumberRange) => boolean,
): Run[] {
  const runs: Run[] = [];
  for (const range of ranges) {
    const leaf = leaves.of(nodeOf(range));
    const allowed = isAllowed(range);
    for (const [first, last] of cut(range, weights.hot)) {
      const run = { first, last, leaf, weight: weights.of(first, last, allowed), count: last - first + 1 };
      const before = runs.at(-1);
      if (before?.leaf !== leaf || weights.hot.has(first) || weights.hot.has(before.last)) runs.push(run);
      else {
        before.last = last;
        before.weight += run.weight;
        before.count += run.count;
      }
    }
  }
  weights.scale(runs);
  return runs;
}

function cut({ first, last }: NumberRange, hot: ReadonlySet<number>): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  let from = first;
  for (const number of hot.size === 0 ? [] : [...hot].sort((a, b) => a - b)) {
    if (number < from || number > last) continue;
    if (number > from) parts.push([from, number - 1]);
    parts.push([number, number]);
    from = number + 1;
  }
  if (from <= last) parts.push([from, last]);
  return parts;
}

/** How a program is searched. */
export interface Plan {
  /** How many instructions it is worth that every call takes one step less. */
  steps: number;
  /** Left out: no JSET. */
  masks?: MaskSource | undefined;
  weights?: readonly CallWeight[] | undefined;
  /** Other architectures first: the tree of one leads into those that stand already. */
  nativeLast?: boolean;
  /** A tree for each architecture that leads into no other, x32's numbers among x86_64's. */
  apart?: boolean;
  /** Comparisons of arguments as libseccomp makes them, which calls can share. */
  unfolded?: boolean;
}

/** A whole filter before it is laid out: first the architecture is looked at, then the number, then the arguments. */
export function programNode(filter: Filter, plan: Plan): Node {
  const table = nodeTable();
  if (filter.off) {
    const all = table.answer(returnValueOf({ action: 'ALLOW', data: 0 }));
    all.serves.because.push('no-filter');
    return all;
  }
  const ofRule = (rule: AddedRule | undefined) => table.answer(rule?.action ?? returnValueOf(filter.defaultAnswer));
  const argumentNode = argumentNodes(architectureOf(filter.target.arch).endian, table, ofRule, !plan.unfolded);
  const nodeOf = ({ located }: NumberRange): Node =>
    'verdict' in located ? table.answer(returnValueOf(located.verdict)) : argumentNode(located.entry?.program);
  const search: Search = { leaves: startLeaves(), table, masks: plan.masks, library: plan.apart ? undefined : [] };
  const auditArches = [...new Set([...filter.branches.keys()].map((arch) => architectureOf(arch).auditArch))];
  const parts = new Map<number, { entry: Node; ranges: readonly NumberRange[] }>();
  for (const auditArch of plan.nativeLast ? auditArches.toReversed() : auditArches) {
    const ranges = numberRanges(filter, auditArch);
    const weights = numberWeights(auditArch, plan.steps, plan.weights);
    const runs = numberRuns(ranges, search.leaves, weights, nodeOf, (range) => isAllowed(filter, range));
    const tree = dispatchNumbers(runs, search);
    parts.set(auditArch, { entry: runs.length > 1 ? table.load(NUMBER_OFFSET, tree) : tree, ranges });
  }
  const foreign: Node = table.answer(BAD_ARCH);
  foreign.serves.because.push('foreign-architecture');
  for (const auditArch of auditArches) {
    const part = parts.get(auditArch);
    if (part !== undefined) tellOrigins(filter, auditArch, part.entry, part.ranges, nodeOf);
  }
  const first = auditArches.reduceRight<Node>((whenFalse, auditArch) => {
    const { entry = foreign } = parts.get(auditArch) ?? {};
    const comparison = table.fork('EQ', auditArch, entry, whenFalse);
    comparison.serves.calls.push(...callRanges(auditArch, 0, LAST_NUMBER));
    return comparison;
  }, foreign);
  return table.load(ARCHITECTURE_OFFSET, first);
}

/** Whether a call with arguments of 0 is allowed. */
function isAllowed({ defaultAnswer }: Filter, { located }: NumberRange): boolean {
  if ('verdict' in located) return located.verdict.action === 'ALLOW';
  const rule = located.entry && walk(located.entry.program, []);
  return (rule === undefined ? defaultAnswer : answerOf(rule.action)).action === 'ALLOW';
}

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
