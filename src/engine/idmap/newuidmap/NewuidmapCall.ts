import type { Extent, IdKind, IdMap } from '../map/Extent.ts';
import type { Versions } from '../versions/programWords.ts';

/** Who calls newuidmap. */
export interface Caller {
  /** The login name; '' where /etc/passwd has no account for the uid. */
  name: string;
  uid: number;
  /** The login group, as /etc/passwd has it. */
  gid: number;
  /** The real group id of the process where it isn't the login group, after newgrp(1) or sg(1). */
  currentGid?: number;
  /** Other login names of the same uid. */
  aliases?: readonly string[];
}

/** The process whose map is to be written. */
export interface Target {
  /** Whom /proc/PID belongs to: the process's effective ids, or root where it isn't dumpable. */
  uid: number;
  gid: number;
  /** True where there is no such process. */
  missing?: boolean;
  /** True where it lives in the caller's own user namespace, having made none. */
  sameNamespace?: boolean;
  /** The map of that kind that was written before; left out, none was. */
  written?: IdMap;
  /** What /proc/PID/setgroups says; "allow" in a new namespace. */
  setgroups?: 'allow' | 'deny';
}

/** One call of newuidmap or newgidmap, and what it finds. */
export interface NewuidmapCall {
  /** uid: newuidmap and /etc/subuid; gid: newgidmap and /etc/subgid. */
  kind: IdKind;
  /** What follows the program's name: a pid (or fd:N), then triples of inside, outside, count. */
  args: readonly string[];
  caller: Caller;
  /** The text of the file; undefined where there is none. */
  subids: string | undefined;
  /** Left out: a process of the caller's in a new user namespace. */
  target?: Target;
  /** The map of the same kind of the namespace that the caller is in; left out, every id. */
  parentMap?: IdMap;
  /** A kernel release such as "4.14"; left out, today's. */
  kernel?: string;
  /** Which shadow; left out, what links began with. */
  versions?: Versions;
}

/** The arguments that ask for these extents, for the process 1. */
export function argumentsFor(extents: readonly Extent[]): string[] {
  return ['1', ...extents.flatMap(({ inside, outside, count }) => [inside, outside, count].map(String))];
}
