import { ALL_BITS } from '../../linux/index.ts';
import { info, type Parsed, refused } from '../../text/index.ts';
import { type IdKind, NO_ID } from '../map/Extent.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';
import type { SubidRange } from './addSubids.ts';
import type { SubidOwner } from './grantedIds.ts';
import { readShadowFile, type ShadowLine } from './readShadowFile.ts';

/**
 * The text of /etc/subuid (kind gid: /etc/subgid) after `usermod --del-subuids FIRST-LAST` (-V; -W for groups) for `owner`: lines under the login
 * name lose these ids, one that is cut in two leaves its upper part at the end of the file (shadow 4.17.4, lib/subordinateio.c, remove_range). Lines
 * under the uid stay, until shadow 4.20. Undefined, with usermod's words as an error, where it refuses.
 */
export function removeSubids(
  text: string,
  owner: SubidOwner,
  { first, last }: SubidRange,
  kind: IdKind,
  versions: Versions = {},
): Parsed<string> {
  const { lines, unreadable } = readShadowFile(text, versions);
  const bounded = since('shadow', 'bounded-numbers', versions);
  const most = bounded ? NO_ID : Number.MAX_SAFE_INTEGER;
  const ids = [first, last].every((id) => Number.isInteger(id) && id >= 0 && id <= most);
  if (!ids || first > last) {
    const words = `usermod: invalid subordinate ${kind} range '${first}-${last}'`;
    return refused('subid-invalid-range', words, 'Give FIRST-LAST, both from 0 to 4294967294.');
  }
  if (unreadable) {
    const notText = unreadable.because === 'not-text';
    const words = notText ? `/etc/sub${kind}: Non-text file.` : `usermod: cannot open /etc/sub${kind}`;
    return refused('subid-unreadable', words, 'Correct its last line.');
  }
  const count = bounded ? (last - first + 1) >>> 0 : last - first + 1;
  const everyName = since('shadow', 'remove-any-name', versions);
  const names = new Set([owner.name, ...(everyName ? [String(owner.uid), ...(owner.aliases ?? [])] : [])]);
  const kept: string[] = [];
  const tails: string[] = [];
  let changed = false;
  for (const line of lines) {
    const pieces = count === 0 ? undefined : cut(line, names, BigInt(first), BigInt(first + count - 1));
    changed ||= pieces !== undefined;
    if (!pieces) kept.push(line.text);
    else {
      if (pieces.low) kept.push(pieces.low);
      if (pieces.high) (pieces.low ? tails : kept).push(pieces.high);
    }
  }
  if (changed) return { value: [...kept, ...tails].map((line) => `${line}\n`).join(''), diagnostics: [] };
  const nothing = info(
    'subid-not-assigned',
    `No line of ${owner.name} has these IDs; usermod changes nothing.`,
    'Nothing to do.',
  );
  return { value: text, diagnostics: [nothing] };
}

/** What is left of a line below and above the ids; undefined where it has none of them. */
function cut(
  { range }: ShadowLine,
  names: ReadonlySet<string>,
  first: bigint,
  last: bigint,
): { low?: string; high?: string } | undefined {
  if (!range || !names.has(range.owner)) return undefined;
  const end = (range.start + range.count - 1n) & ALL_BITS;
  if (last < range.start || first > end) return undefined;
  const line = (start: bigint, until: bigint) => `${range.owner}:${start}:${(until - start + 1n) & ALL_BITS}`;
  return {
    ...(first > range.start && { low: line(range.start, first - 1n) }),
    ...(last < end && { high: line(last + 1n, end) }),
  };
}
