import type { IdKind } from '../map/NamespaceMaps.ts';

/** The usage text of newuidmap and newgidmap 4.17.4; the bracket that newgidmap's lacks is missing there too. */
export function usage(kind: IdKind): string {
  return kind === 'uid'
    ? 'usage: newuidmap [<pid>|fd:<pidfd>] <uid> <loweruid> <count> [ <uid> <loweruid> <count> ] ... '
    : 'usage: newgidmap [<pid|fd:<pidfd>] <gid> <lowergid> <count> [ <gid> <lowergid> <count> ] ... ';
}
