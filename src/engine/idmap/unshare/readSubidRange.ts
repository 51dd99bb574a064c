import type { HostUser } from '../subid/HostFacts.ts';
import { readUnsigned } from '../subid/readUnsigned.ts';
import { readNumber } from './readNumber.ts';

/** The first line of the user's in the file, or what unshare says. */
export type SubidRangeRead = { ok: true; outer: number; count: number } | { ok: false; message: string };

/**
 * The range that `auto` and `subids` stand for: the first line under the user's name, or whose owner begins with the uid in digits
 * (util-linux 2.41.5, sys-utils/unshare.c, read_subid_range). A name without digits counts as 0, so that root takes the first line of anybody.
 * Lines are read otherwise than newuidmap reads them: numbers are decimal, and a comment after them is an error.
 */
export function readSubidRange(text: string, path: string, user: HostUser): SubidRangeRead {
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    at = end + 1;
    const nul = line.indexOf('\0');
    const visible = nul === -1 ? line : line.slice(0, nul);

    const first = visible.indexOf(':');
    if (first === -1) continue;
    const owner = visible.slice(0, first);
    if (owner !== user.name && !isUid(owner, user.uid)) continue;
    const second = visible.indexOf(':', first + 1);
    if (second === -1) continue;
    const outer = readNumber(visible.slice(first + 1, second), 'failed to parse subid map');
    if (!outer.ok) return outer;
    const count = readNumber(visible.slice(second + 1), 'failed to parse subid map');
    if (!count.ok) return count;
    return { ok: true, outer: outer.value, count: count.value };
  }
  return { ok: false, message: `no line matching user "${user.name}" in ${path}` };
}

/** strtoul(3), which takes what it can read at the beginning, and 0 where that is nothing. */
function isUid(owner: string, uid: number): boolean {
  const { value, negative } = readUnsigned(owner, 10);
  return !negative && value === BigInt(uid);
}
