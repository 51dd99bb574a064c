import type { Message } from './Message.ts';

/** Releases of a host’s programs by name. */
export type Releases = Readonly<Partial<Record<string, string>>>;

type IdKind = 'uid' | 'gid';

/** What the message itself tells, as far as it does. */
export interface ErrorFacts {
  /** The ids inside that were asked for. */
  inside?: { uid?: number; gid?: number };
  outside?: { uid?: number; gid?: number };
  /** The file or folder it was about. */
  path?: string;
  /** The run of ids that was to be mapped. */
  range?: { inside: number; outside: number; count: number };
  kind?: IdKind;
  /** Whose ranges were looked for. */
  user?: string;
}

/** Who can refuse: the same words as diagnose's (src/engine/diagnose). */
export type Layer =
  | 'seccomp'
  | 'capability'
  | 'id-map'
  | 'subid'
  | 'file-mode'
  | 'lsm'
  | 'cgroup'
  | 'runtime'
  | 'engine'
  | 'kernel'
  | 'unknown';

/** One thing to look at, with the command that shows it; or, where `fixes`, one that changes something. */
export interface NextStep {
  why: string;
  command?: string;
  fixes?: true;
}

/** One of several causes that a message can have. */
export interface Cause {
  layer: Layer;
  /** Which program or layer said no, if it is this one. */
  who: string;
  says: string;
  /** What is seen where it is this cause and no other, with the command that shows it. */
  tells: NextStep;
  fixes: readonly NextStep[];
}

/** Where a fact is from: a file of a release, a manual page, a maintainer's thread. */
export interface MessageSource {
  title: string;
  url?: string;
}

/** An error message in plain words. */
export interface Explained {
  /** Stable and readable: it appears in tests. */
  code: string;
  /** Which program or layer said no. */
  who: string;
  /** What it means, with the message's own numbers. */
  says: string;
  facts: ErrorFacts;
  /** The id that is worth asking the calculator about. */
  ask?: { kind: IdKind; side: 'inside' | 'outside'; id: number };
  /** What to look at, the likeliest cause first, and what fixes it. */
  next: readonly NextStep[];
  /** Where the message alone does not tell which of several causes it has: each of them, the likeliest first. */
  causes?: readonly Cause[];
  /** Since or until which release this happens, in a sentence; left out where it is no question of releases. */
  versions?: string;
  /** Where this site teaches it. */
  learn: { path: string; title: string };
}

/** One message that is known: `phrases`, in small letters, are what it always holds one of. */
export interface ErrorEntry {
  /** Stable and readable: each explanation of it has this code, and it is its anchor in the reference. */
  code: string;
  /** The message in short, as a heading: in backticks what a program prints. */
  title: string;
  layer: Layer;
  /** Real messages, whole lines as programs print them; the first is the one that the reference explains. */
  examples: readonly [string, ...string[]];
  sources: readonly [MessageSource, ...MessageSource[]];
  phrases: readonly string[];
  /** True where it only passes on what another line tells: beside one it says nothing new. */
  passesOn?: true;
  /** True where it knows the words of an errno and no more: near a message that has the same errno, it says nothing new. */
  general?: true;
  /** What a program prints of one matter in several lines: those of one family are explained once. Left out: the entry alone. */
  family?: string;
  /** The explanation for a message that holds the phrase at `at`, for a host with these releases; undefined where it turns out to be another. */
  explain: (message: Message, at: number, versions?: Releases) => Explanation | undefined;
}

/** What an entry says of its message: facts only where the message has some. Its code is the entry's. */
export type Explanation = Omit<Explained, 'facts' | 'code'> & Partial<Pick<Explained, 'facts' | 'code'>>;
