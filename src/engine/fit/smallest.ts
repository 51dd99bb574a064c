import { type Arch, isMultiplexed, isMultiplexedName, nameOf, resolveName } from '../linux/index.ts';
import { type Filter, stateOf, versionsOf } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import {
  type Atom,
  atomsFor,
  editsOf,
  filterAfter,
  isClosing,
  merged,
  type Plan,
  type Seen,
  type Subject,
  wordsFor,
} from './choices.ts';
import { keyOf } from './Made.ts';
import { compareOpened, isMultiplexer, madeBy, type Opened, opened } from './opened.ts';
import { isToPass, judge, type Refused } from './refusedCalls.ts';

/** Calls that the same words may let pass; no word of theirs is another group's, so that each is looked for alone. */
interface Group {
  words: readonly string[];
  refused: readonly Refused[];
  tries: Generator<Plan, void>;
  trying: Plan | undefined;
  best: { plan: Plan; size: number; opens: Opened } | undefined;
}

/** What lets some calls pass together. */
export interface Found {
  refused: readonly Refused[];
  plan: Plan;
}

/** Sets of changes that are tried for one group; what needs more than a handful of them is not what people write. */
const MOST_TRIES = 4000;

/**
 * The smallest change of a profile after which none of these calls is refused: of all sets of atoms (`atomsFor`) that do, one with the fewest, and of those
 * one that opens the least (`compareOpened`: calls whole, then calls in part), the first in the order of `atomsFor` where two are alike. New rules
 * stand behind the others. All groups try at once, each its next set, so that one filter answers for all of them. Groups for which nothing does are left
 * out: what is found is for the others.
 */
export function smallest(
  subject: Subject,
  before: Filter,
  refused: readonly Refused[],
  calls: readonly TracedCall[],
): readonly Found[] {
  const own = Map.groupBy(calls, keyOf);
  const ownOf = (group: Group) => group.refused.flatMap(({ key }) => own.get(key) ?? []);
  const underLine = calls.filter((call) => isUnderLine(before, call));
  const isJoint = underLine.length > 0;
  const groups = joined(before, refused, seenIn(underLine));
  const found = searched(subject, before, groups, isJoint ? () => calls : ownOf);
  const isFound = (each: Refused) => found.some((group) => group.refused.includes(each));
  if (refused.every(isFound)) return found;
  // Rules on a call and on its multiplexer can keep each other out: libseccomp refuses the second.
  const multiplexed = calls.filter(
    (call) => before.architectures.some((arch) => isMultiplexed(arch)) && isReached(call),
  );
  const rest = refused.filter((each) => !isFound(each) || isReached(each));
  const others = found.filter((group) => !group.refused.some((each) => rest.includes(each)));
  const [together] = multiplexed.length === 0 ? [] : joined(before, rest, seenIn(multiplexed));
  const restCalls = [...multiplexed, ...rest.flatMap(({ key }) => own.get(key) ?? [])];
  const again = together === undefined ? [] : searched(subject, before, [together], () => restCalls);
  if (again.length > 0 || !isJoint) return again.length > 0 ? [...others, ...again] : found;
  const each = refused.map((call) => groupOf(before, [call]));
  return searched(subject, before, each, ownOf);
}

/** Whether a call is a multiplexer, or one that they make. */
function isReached({ arch, syscall }: Pick<TracedCall, 'arch' | 'syscall'>): boolean {
  const name = nameOf(arch, syscall) ?? '';
  return isMultiplexer(name) || isMultiplexedName(name);
}

/** The calls of a trace by their names. */
function seenIn(calls: readonly TracedCall[]): readonly Seen[] {
  return [...Map.groupBy(calls, keyOf)].flatMap(([key, own]) => {
    const [{ arch, syscall } = { arch: undefined, syscall: 0 }] = own;
    const name = arch && nameOf(arch, syscall);
    return arch === undefined || name === undefined ? [] : [{ key, name, arch, calls: own.map((call) => ({ call })) }];
  });
}

const wordsOf = ({ name, calls }: Seen) =>
  wordsFor(
    name,
    calls.map(({ call }) => call),
  );

function searched(
  subject: Subject,
  before: Filter,
  groups: readonly Group[],
  callsOf: (group: Group) => readonly TracedCall[],
): readonly Found[] {
  for (;;) {
    for (const group of groups) group.trying = next(group);
    const open = groups.filter(({ trying }) => trying !== undefined);
    if (open.length === 0) break;
    const together = open.length > 1 ? tried(open) : undefined;
    for (const group of open) weigh(group, together ?? tried([group]));
  }
  return groups.flatMap(({ refused: together, best }) => (best ? [{ refused: together, plan: best.plan }] : []));

  function tried(open: readonly Group[]): Filter | undefined {
    const edits = editsOf(subject, merged(open.flatMap(({ trying }) => trying ?? [])));
    return edits && filterAfter(subject, edits);
  }

  function weigh(group: Group, after: Filter | undefined): void {
    const { trying, words, best } = group;
    if (trying === undefined || after === undefined || judge(after, callsOf(group)).some(isToPass)) return;
    const opens = opened(before, after, words);
    if (best !== undefined && compareOpened(opens, best.opens) >= 0) return;
    group.best = { plan: trying, size: sizeOf(trying), opens };
  }
}

/** The number of atoms, of which each changes one place. */
const sizes = new WeakMap<Plan, number>();
const sizeOf = (plan: Plan) => sizes.get(plan) ?? 0;

/** The next set to try: none that is larger than one that does. */
function next(group: Group): Plan | undefined {
  const { value, done } = group.tries.next();
  if (done || value === undefined) return undefined;
  return group.best !== undefined && sizeOf(value) > group.best.size ? undefined : value;
}

/** Every set of atoms, the smallest first. */
function* setsOf(atoms: readonly Atom[]): Generator<Plan, void> {
  let tries = 0;
  for (let size = 1; size <= atoms.length; size++) {
    for (const chosen of choose(atoms, size)) {
      if (isDouble(chosen)) continue;
      if (++tries > MOST_TRIES) return yield sized(atoms);
      yield sized(chosen);
    }
  }
}

/** A name that is allowed twice: with any two values it takes one place less to allow it whole. */
function isDouble(atoms: readonly Atom[]): boolean {
  const allowed = atoms.filter(({ coming }) => coming.length > 0).map(({ word }) => word);
  return new Set(allowed).size < allowed.length;
}

function sized(atoms: readonly Atom[]): Plan {
  const plan = merged(atoms);
  sizes.set(plan, atoms.length);
  return plan;
}

function* choose<T>(items: readonly T[], size: number): Generator<readonly T[], void> {
  if (size === 0) return yield [];
  for (const [at, item] of items.entries()) {
    for (const others of choose(items.slice(at + 1), size - 1)) yield [item, ...others];
  }
}

/** Groups that share no word, counting those of a multiplexer; one group of all where there are calls that may need the words of all (`common`). */
function joined(before: Filter, refused: readonly Refused[], common: readonly Seen[]): Group[] {
  const groups: { touched: Set<string>; refused: readonly Refused[] }[] = [];
  for (const each of refused) {
    const touched = wordsOf(each).flatMap((word) => (isMultiplexer(word) ? [word, ...madeBy(word)] : [word]));
    const alike = groups.filter((group) => common.length > 0 || touched.some((word) => group.touched.has(word)));
    const others = groups.filter((group) => !alike.includes(group));
    groups.splice(0, groups.length, ...others, {
      touched: new Set([...alike.flatMap((group) => [...group.touched]), ...touched]),
      refused: [...alike.flatMap((group) => group.refused), each],
    });
  }
  return groups.map((group) => groupOf(before, group.refused, common));
}

function groupOf(before: Filter, refused: readonly Refused[], common: readonly Seen[] = []): Group {
  const seen = [...refused.filter(({ key }) => !common.some((other) => other.key === key)), ...common];
  // A rule on a multiplexer before one on a call of its: libseccomp takes them in this order, where it refuses the other.
  const all = new Set([...refused, ...common].flatMap(wordsOf));
  const words = [...all].sort((a, b) => Number(isMultiplexer(b)) - Number(isMultiplexer(a)));
  return { words, refused, tries: setsOf(atomsFor(before, words, seen)), trying: undefined, best: undefined };
}

/**
 * Whether a name may change what another call gets: runc's stub answers the numbers above the highest that is named, and counts no number for a call that
 * `socketcall` or `ipc` makes too (patchbpf/enosys_linux.go), so that these may lie above though a rule for them is there.
 */
function isUnderLine(filter: Filter, call: TracedCall): boolean {
  const { arch, syscall } = call;
  const { target, defaultAnswer } = filter;
  if (target.runtime !== 'runc' || stateOf(defaultAnswer.action) === 'open' || !isMultiplexed(arch)) return false;
  return isReached(call) && syscall > highestKept(filter, arch);
}

/** The highest number of the names that no change takes out. */
function highestKept({ profile, inactive, target }: Filter, arch: Arch): number {
  const { libseccomp } = versionsOf(target);
  const kept = profile.rules.flatMap(({ index, names, action }) =>
    isClosing(action) ? [] : names.filter(({ text }) => !inactive.get(text)?.some(({ rule }) => rule.index === index)),
  );
  return Math.max(0, ...new Set(kept.map(({ text }) => resolveName(arch, text, libseccomp))));
}
