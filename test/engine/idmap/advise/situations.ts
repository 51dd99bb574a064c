import type { Tool } from '../../../../src/engine/idmap/formats/tools.ts';
import { parseSubids } from '../../../../src/engine/idmap/index.ts';
import type { LocatedExtent } from '../../../../src/engine/idmap/map/Extent.ts';
import type { Account } from '../../../../src/engine/idmap/recognise/Typed.ts';
import type { Level, Situation } from '../../../../src/engine/idmap/situation/Situation.ts';
import { extents } from '../extents.ts';

const NOWHERE = { start: 0, end: 0, line: 1, column: 1 };

/** Accounts in the short form of these tests: `bozo 5000, krusty 5033`. */
function accounts(short: string, kind: Account['kind']): Account[] {
  return short
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each) => {
      const [name = '', id = ''] = each.split(' ');
      return { kind, name, id: Number(id), span: NOWHERE };
    });
}

/** A map in short form, each extent with a line of its own; undefined stays undefined. */
export function located(short: string | undefined): LocatedExtent[] | undefined {
  return short === undefined
    ? undefined
    : extents(short).map((extent, index) => ({
        ...extent,
        span: { start: index, end: index, line: index + 1, column: 1 },
      }));
}

/** A namespace; `gid` is as `uid` unless it is given, even as undefined. */
export function level(tool: Tool, uid: string | undefined, ...gid: [(string | undefined)?]): Level {
  return { name: 'container', tool, uid: located(uid), gid: located(gid.length === 0 ? uid : gid[0]) };
}

interface Known {
  levels?: readonly Level[];
  user?: Situation['user'];
  subuid?: string;
  subgid?: string;
  passwd?: string;
  group?: string;
}

/** A situation of which only this is known. */
export function situation({ levels = [], user, subuid, subgid, passwd = '', group = '' }: Known): Situation {
  return {
    levels,
    user,
    subuid: subuid === undefined ? undefined : parseSubids(subuid).value,
    subgid: subgid === undefined ? undefined : parseSubids(subgid).value,
    accounts: [...accounts(passwd, 'uid'), ...accounts(group, 'gid')],
  };
}
