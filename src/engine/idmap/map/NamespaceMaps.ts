import type { LocatedExtent } from './LocatedExtent.ts';

/** The two maps of one user namespace. A side that nobody has told is undefined; one that is known to be empty is []. */
export interface NamespaceMaps {
  uid: readonly LocatedExtent[] | undefined;
  gid: readonly LocatedExtent[] | undefined;
}

/** Which of the two maps a number goes by. */
export type IdKind = 'uid' | 'gid';
