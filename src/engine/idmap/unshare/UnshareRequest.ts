import type { Span } from '../../text/index.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';

/** A number that an option gave, and the option. */
export interface OptionId {
  id: number;
  span: Span;
}

/** What the options of a command ask of unshare, as far as ids go. */
export interface UnshareRequest {
  /** False where no option makes a user namespace. */
  userNamespace: boolean;
  /** --help or --version: nothing is run. */
  tellsOnly: boolean;
  /** The other namespaces that options make, as --mount and its like are called. */
  namespaces: Set<string>;
  /** --fork, or --kill-child: what is run is a child, the first process of a new PID namespace. */
  forks: boolean;
  /** --mount-proc without a path of its own, or an option that implies it. */
  mountsProc: Span | undefined;
  /** --monotonic or --boottime. */
  clock: Span | undefined;
  /** --map-user and its like: the inside id for the caller's own; undefined where there is none. */
  single: { uid: OptionId | undefined; gid: OptionId | undefined };
  /** --map-users and its like, in order. */
  ranges: { uid: MapRange[]; gid: MapRange[] };
  setgroups: { word: 'allow' | 'deny'; span: Span } | undefined;
  /** --setuid and --setgid. */
  become: { uid: OptionId | undefined; gid: OptionId | undefined };
}

/** A range that an option of unshare asks for; each number is an unsigned int. */
export interface MapRange {
  inner: number;
  outer: number;
  count: number;
  /** The option. */
  span: Span;
}

/** (unsigned int) -1: an inner id that unshare still has to choose. */
export const UNSET = 0xffffffff;

/** Whether --map-users may stand there several times, as INNER:OUTER:COUNT too, and root writes such maps without newuidmap (since 2.39). */
export const takesSeveral = (versions?: Versions): boolean => since('util-linux', 'map-users', versions);
