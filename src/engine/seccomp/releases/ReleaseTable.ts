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
export interface RuleHead {
  action: string;
  errnoRet?: number;
  args?: readonly ArgumentJson[];
  comment?: string;
  includes?: GateJson;
  excludes?: GateJson;
}

export interface ArgumentJson {
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

export interface ListChange<Item> {
  added?: readonly Item[];
  removed?: readonly Item[];
}

/** Names that came to a rule or left it. A rule is there as long as it has names. */
export interface RuleChange extends ListChange<string> {
  /** What the rule says besides its names; the action is SCMP_ACT_ALLOW where none is written. */
  rule: Partial<RuleHead>;
  /** Of a rule that comes or goes: its place among the rules, from 0, in the state that has it. */
  at?: number;
}

/**
 * How Docker's generator wrote the file. `flat`: a rule for each name, under `name` (1.11 and 1.12). `full`: every member, also an empty one
 * (1.13 to 19.03). `full-20.10`: the same, without a `valueTwo` of 0. `short`: nothing that is empty (since 23.0).
 */
export type ProfileStyle = 'flat' | 'full' | 'full-20.10' | 'short';
