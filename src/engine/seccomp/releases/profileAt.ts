/** A profile as JSON holds it, before anything is read into it. */
export interface ProfileJson {
  defaultAction: string;
  defaultErrnoRet?: number;
  architectures?: readonly string[];
  archMap?: readonly ArchitectureJson[];
  syscalls: readonly RuleJson[];
}

export interface ArchitectureJson {
  architecture: string;
  subArchitectures: readonly string[] | null;
}

/** One entry of `syscalls`. */
export interface RuleJson extends RuleHead {
  names: readonly string[];
}

/** Everything of a rule but its names. */
interface RuleHead {
  action: string;
  errnoRet?: number;
  args?: readonly ArgumentJson[];
  comment?: string;
  includes?: GateJson;
  excludes?: GateJson;
}

interface ArgumentJson {
  index: number;
  value: number;
  op: string;
}

export interface GateJson {
  caps?: readonly string[];
  arches?: readonly string[];
  minKernel?: string;
}

/** How a default profile changed from release to release: a tree of its states, for an older line goes on beside the next one. */
export interface ReleaseTable {
  /** The release whose text is at hand, and the state that it has. */
  base: { release: string; state: string };
  states: readonly ReleaseState[];
}

/** A profile that no release had before, named for the first that had it. */
export interface ReleaseState {
  release: string;
  /** The day of that release. */
  date: string;
  /** The state that it is told against; none for the first. */
  since?: string;
  /** The commits on the main branch that made the difference, as seven digits. */
  commits: readonly string[];
  /** How the file is written, before and after, where that changed. */
  style?: readonly [ProfileStyle, ProfileStyle];
  /** `defaultErrnoRet`, before and after; null where it isn't written. */
  defaultErrnoRet?: readonly [number | null, number | null];
  architectures?: ListChange<string>;
  archMap?: ListChange<ArchitectureJson>;
  rules: readonly RuleChange[];
}

interface ListChange<Item> {
  added?: readonly Item[];
  removed?: readonly Item[];
}

/** Names that came to a rule or left it. A rule is there as long as it has names. */
interface RuleChange extends ListChange<string> {
  /** What the rule says besides its names; the action is SCMP_ACT_ALLOW where none is written. */
  rule: Partial<RuleHead>;
  /** Of a rule that comes or goes: its place among the rules, from 0, in the state that has it. */
  at?: number;
}

/**
 * How Docker's generator wrote the file. `flat`: a rule for each name, under `name` (1.11 and 1.12). `full`: every member, also an empty one
 * (1.13 to 19.03). `full-20.10`: the same, without a `valueTwo` of 0. `short`: nothing that is empty (since 23.0).
 */
type ProfileStyle = 'flat' | 'full' | 'full-20.10' | 'short';

/** The text of a profile as Go's json.MarshalIndent writes it with tabs, in one of the styles of Docker's generator. */
export function writeProfile(profile: ProfileJson, style: ProfileStyle = 'short'): string {
  const { defaultAction, defaultErrnoRet, architectures, archMap, syscalls } = profile;
  const rules = style === 'flat' ? flatRules(syscalls) : syscalls.map((rule) => ruleIn(style, rule));
  return JSON.stringify({ defaultAction, defaultErrnoRet, architectures, archMap, syscalls: rules }, undefined, '\t');
}

/** One rule for each name, by name. */
function flatRules(rules: readonly RuleJson[]): unknown[] {
  return rules
    .flatMap(({ names, action, args = [] }) => names.map((name) => ({ name, action, args: argsIn('flat', args) })))
    .sort((a, b) => byName(a.name, b.name));
}

function ruleIn(style: Exclude<ProfileStyle, 'flat'>, rule: RuleJson): unknown {
  const { names, action, errnoRet, args, comment, includes, excludes } = rule;
  const written = args && argsIn(style, args);
  if (style === 'short') return { names, action, errnoRet, args: written, comment, includes, excludes };
  // The rule that asks for the kernel has no list in Docker's Go source, and Go writes that as null.
  const none = includes?.minKernel === undefined ? [] : null;
  return {
    names,
    action,
    errnoRet,
    args: written ?? none,
    comment: comment ?? '',
    includes: includes ?? {},
    excludes: excludes ?? {},
  };
}

function argsIn(style: ProfileStyle, args: NonNullable<RuleJson['args']>): unknown[] {
  const withSecond = style === 'flat' || style === 'full';
  return args.map(({ index, value, op }) => (withSecond ? { index, value, valueTwo: 0, op } : { index, value, op }));
}

/** The order in which Docker's lists stand: by name, underscores passed over. */
function byName(a: string, b: string): number {
  const [left, right] = [a.replaceAll('_', ''), b.replaceAll('_', '')];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `make`: from the state before to this one. `undo`: the other way round. */
type Direction = 'make' | 'undo';

/** Refuses a change: the table and the text do not belong together. */
type Misfit = (what: string) => never;

/**
 * The profile after the change to a state is made or undone. Throws a RangeError where it doesn't fit: what it takes away isn't there, or what
 * it brings is there already.
 */
export function applyState(profile: ProfileJson, state: ReleaseState, direction: Direction): ProfileJson {
  const misfit: Misfit = (what) => {
    throw new RangeError(`The change to ${state.release} does not fit (${direction}): ${what}.`);
  };
  const { defaultAction, defaultErrnoRet: found = null, syscalls } = profile;
  const [expected, defaultErrnoRet] = inOrder(state.defaultErrnoRet ?? [found, found], direction);
  if (found !== expected) misfit(`found defaultErrnoRet ${found}, expected ${expected}`);
  const architectures = changeList(profile.architectures, state.architectures, direction, (name) => name, misfit);
  const archMap = changeList(profile.archMap, state.archMap, direction, (entry) => entry.architecture, misfit);
  return {
    defaultAction,
    ...(defaultErrnoRet !== null && { defaultErrnoRet }),
    ...(architectures.length > 0 && { architectures }),
    ...(archMap.length > 0 && { archMap }),
    syscalls: changeRules(syscalls, state.rules, direction, misfit),
  };
}

/** Before and after, as the direction sees them. */
function inOrder<Value>([before, after]: readonly [Value, Value], direction: Direction): readonly [Value, Value] {
  return direction === 'make' ? [before, after] : [after, before];
}

function changeList<Item>(
  list: readonly Item[] = [],
  change: ListChange<Item> = {},
  direction: Direction,
  nameOf: (item: Item) => string,
  misfit: Misfit,
): readonly Item[] {
  const [gone = [], come = []] = inOrder([change.removed, change.added], direction);
  const names = new Set(list.map(nameOf));
  for (const item of gone) if (!names.delete(nameOf(item))) misfit(`found no ${nameOf(item)}`);
  for (const item of come) if (names.has(nameOf(item))) misfit(`found ${nameOf(item)} already`);
  return [...list.filter((item) => names.has(nameOf(item))), ...come];
}

function changeRules(
  rules: readonly RuleJson[],
  changes: readonly RuleChange[],
  direction: Direction,
  misfit: Misfit,
): readonly RuleJson[] {
  const changed = [...rules];
  const fresh: { at: number; rule: RuleJson }[] = [];
  for (const change of changes) {
    const head: RuleHead = { action: 'SCMP_ACT_ALLOW', ...change.rule };
    const place = changed.findIndex((rule) => keyOf(rule) === keyOf(head));
    const old = changed[place];
    const inRule: Misfit = (what) => misfit(`${what} in the rule ${keyOf(head)}`);
    const names = changeList(old?.names, change, direction, (name) => name, inRule);
    if (old !== undefined) changed[place] = { ...old, names: settle(old.names, names) };
    else fresh.push({ at: change.at ?? inRule('found no place'), rule: { names, ...head } });
  }
  const left = changed.filter(({ names }) => names.length > 0);
  for (const { at, rule } of fresh.sort((a, b) => a.at - b.at)) left.splice(at, 0, rule);
  return left;
}

/** The names that remain in their old order, each new one before the first that comes after it by name. */
function settle(old: readonly string[], names: readonly string[]): string[] {
  const settled = names.filter((name) => old.includes(name));
  for (const name of names.slice(settled.length)) {
    const next = settled.findIndex((other) => byName(other, name) > 0);
    settled.splice(next === -1 ? settled.length : next, 0, name);
  }
  return settled;
}

/** What tells a rule from the others: all that it says but its names and its comment. */
function keyOf({ action, errnoRet, args = [], includes = {}, excludes = {} }: RuleHead): string {
  const gate = ({ caps = [], arches = [], minKernel }: NonNullable<RuleHead['includes']>) => [caps, arches, minKernel];
  return JSON.stringify([
    action,
    errnoRet,
    args.map(({ index, value, op }) => [index, op, value]),
    gate(includes),
    gate(excludes),
  ]);
}

/**
 * The text of a release's default profile, computed from `text`, that of the table's base: the changes since the two parted are undone, and
 * those on the other branch made. Throws a RangeError for a release that is no state of the table, and where a change doesn't fit.
 */
export function profileAt(text: string, table: ReleaseTable, release: string): string {
  const back = pathFromRoot(table, table.base.state);
  const forth = pathFromRoot(table, release);
  const common = back.filter((state) => forth.includes(state)).length;
  const steps = [
    ...back
      .slice(common)
      .reverse()
      .map((state) => ({ state, direction: 'undo' }) as const),
    ...forth.slice(common).map((state) => ({ state, direction: 'make' }) as const),
  ];
  let profile: ProfileJson = JSON.parse(text);
  let style: ProfileStyle = 'short';
  for (const { state, direction } of steps) {
    profile = applyState(profile, state, direction);
    if (state.style !== undefined) [, style] = inOrder(state.style, direction);
  }
  return writeProfile(profile, style);
}

/** The states on the way to a release, the first one first. */
function pathFromRoot(table: ReleaseTable, release: string): ReleaseState[] {
  const state = table.states.find((candidate) => candidate.release === release);
  if (state === undefined) throw new RangeError(`no state ${release}`);
  return state.since === undefined ? [state] : [...pathFromRoot(table, state.since), state];
}
