import { info, type Parsed, refused } from '../../text/index.ts';
import { type IdKind, NO_ID } from '../map/Extent.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';
import { type FreeWithin, firstFree, SUBID_MAX, SUBID_MIN } from './findFreeSubids.ts';
import { grantedIds, isGranted, type SubidOwner } from './grantedIds.ts';
import { readShadowFile, type ShadowLine } from './readShadowFile.ts';

/** Ids from `first` to `last`, both in it, as usermod takes them. */
export interface SubidRange {
  first: number;
  last: number;
}

/** The file afterwards. */
export interface AddedSubids {
  text: string;
  /** The line that was added; undefined where the file assigned the ids before. */
  line: string | undefined;
}

/**
 * The text of /etc/subuid (kind gid: /etc/subgid) after ids were added for `owner`. A range: as `usermod --add-subuids FIRST-LAST` does it, which
 * appends a line unless the ids are the owner's already. A number: as useradd does it for a new user, which takes the lowest free run of so many
 * ids (SUB_UID_MIN and SUB_UID_MAX of /etc/login.defs may be given), sorts the file, and adds nothing for a name that has a line
 * (shadow 4.17.4, src/usermod.c, main; src/useradd.c, usr_update; lib/subordinateio.c, add_range). Undefined, with the program's words as an error,
 * where it refuses. For a user who is there already, ask `findFreeSubids` and add the range. `versions` names another shadow.
 */
export function addSubids(
  text: string,
  owner: SubidOwner,
  wanted: number | SubidRange,
  kind: IdKind,
  within: FreeWithin = {},
  versions: Versions = {},
): Parsed<AddedSubids> {
  const program = typeof wanted === 'number' ? 'useradd' : 'usermod';
  const { lines, unreadable } = readShadowFile(text, versions);
  if (unreadable) {
    const notText = unreadable.because === 'not-text';
    const message = notText ? `/etc/sub${kind}: Non-text file.` : `${program}: cannot open /etc/sub${kind}`;
    return refused('subid-unreadable', message, 'Correct its last line.');
  }
  const file = { text, lines, kind, versions };
  return typeof wanted === 'number' ? addFree(file, owner, wanted, within) : addRange(file, owner, wanted);
}

/** The file as the program reads it. */
interface File {
  text: string;
  lines: readonly ShadowLine[];
  kind: IdKind;
  versions: Versions;
}

function addRange(
  { text, lines, kind, versions }: File,
  owner: SubidOwner,
  { first, last }: SubidRange,
): Parsed<AddedSubids> {
  const bounded = since('shadow', 'bounded-numbers', versions);
  const most = bounded ? NO_ID : Number.MAX_SAFE_INTEGER;
  const ids = [first, last].every((id) => Number.isInteger(id) && id >= 0 && id <= most);
  if (!ids || first > last) {
    return refused(
      'subid-invalid-range',
      `usermod: invalid subordinate ${kind} range '${first}-${last}'`,
      'Give FIRST-LAST, both from 0 to 4294967294.',
    );
  }
  if (
    (!bounded || last - first < NO_ID) &&
    isGranted(grantedIds(lines, owner, versions), BigInt(first), BigInt(last))
  ) {
    const message = `${first} to ${last} are already assigned to ${owner.name}; usermod adds nothing.`;
    return {
      value: { text, line: undefined },
      diagnostics: [info('subid-already-assigned', message, 'Nothing to do.')],
    };
  }
  const count = last - first + 1;
  return { value: append(lines, owner, first, bounded ? count >>> 0 : count), diagnostics: [] };
}

function addFree(
  { text, lines, kind, versions }: File,
  owner: SubidOwner,
  count: number,
  { min = SUBID_MIN, max = SUBID_MAX }: FreeWithin,
): Parsed<AddedSubids> {
  if (count === 0 && since('shadow', 'useradd-none', versions))
    return { value: { text, line: undefined }, diagnostics: [] };
  const KIND = kind.toUpperCase();
  const of = kind === 'uid' ? 'user' : 'group';
  const cannot = since('shadow', 'open-words', versions)
    ? (why: string) => `useradd: can't create subordinate ${of} IDs: ${why}`
    : undefined;
  if (!(min <= max && count < max && min + count - 1 <= max)) {
    return refused(
      'subid-configuration',
      cannot?.('Numerical result out of range') ??
        `useradd: Invalid configuration: SUB_${KIND}_MIN (${min}), SUB_${KIND}_MAX (${max}), SUB_${KIND}_COUNT (${count})`,
      'Ask for fewer IDs, or give useradd more room in /etc/login.defs.',
    );
  }
  const sorted = sortAsShadow(lines);
  const none = since('shadow', 'id-numbers', versions) ? 0n : undefined;
  const ranges = sorted.flatMap(({ range }) => (range && range.count !== none ? range : []));
  const first = firstFree(ranges, count, { min, max });
  if (first === undefined) {
    return refused(
      'subid-none-free',
      cannot?.('Too many users') ?? `useradd: Can't get unique subordinate ${KIND} range`,
      `No ${count === 1 ? 'ID' : `run of ${count} IDs`} is free between ${min} and ${max}.`,
    );
  }
  const assigned = lines.find(({ range }) => range?.owner === owner.name);
  const once = since('shadow', 'useradd-once', versions) && !since('shadow', 'useradd-again', versions);
  if (assigned && once) {
    const unchanged = sorted.every((line, index) => line === lines[index]);
    const message = `${owner.name} has a line, so useradd adds none.`;
    const hint = `usermod --add-sub${kind}s ${first}-${first + count - 1} ${owner.name} adds one.`;
    return {
      value: { text: unchanged ? text : written(sorted), line: undefined },
      diagnostics: [info('subid-has-line', message, hint, assigned.span)],
    };
  }
  return { value: append(sorted, owner, first, count), diagnostics: [] };
}

/** usermod 4.17.4 counts in 32 bits: all ids from 0 to 4294967295 are a count of 0. */
function append(lines: readonly ShadowLine[], owner: SubidOwner, first: number, count: number): AddedSubids {
  const line = `${owner.name}:${first}:${count}`;
  return { text: `${written(lines)}${line}\n`, line };
}

function written(lines: readonly ShadowLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}

/**
 * The lines in the order in which useradd leaves them: by start, count and owner, those that are no range last (and turned round by a comparison
 * that has no order for them); from the first line that begins with + or - on, nothing moves (shadow 4.17.4, lib/commonio.c, commonio_sort;
 * lib/subordinateio.c, subordinate_range_cmp; the merge sort of glibc 2.41's qsort).
 */
export function sortAsShadow(lines: readonly ShadowLine[]): ShadowLine[] {
  const nis = lines.findIndex(({ skipped }) => skipped === 'nis');
  const end = nis === -1 ? lines.length : nis;
  return [...mergeSort(lines.slice(0, end)), ...lines.slice(end)];
}

function mergeSort(lines: readonly ShadowLine[]): readonly ShadowLine[] {
  // Without any range every merge takes the right half first.
  if (lines.every(({ range }) => !range)) return [...lines].reverse();
  const sorted = [...lines];
  const merged = [...lines];
  const sort = (start: number, end: number) => {
    if (end - start <= 1) return;
    const middle = start + ((end - start) >> 1);
    sort(start, middle);
    sort(middle, end);
    let [at, other] = [start, middle];
    for (let to = start; to < end; to += 1) {
      const [a, b] = [at < middle ? sorted[at] : undefined, other < end ? sorted[other] : undefined];
      const next = a && (!b || compare(a, b) <= 0) ? a : b;
      if (!next) break;
      merged[to] = next;
      if (next === a) at += 1;
      else other += 1;
    }
    for (let to = start; to < end; to += 1) {
      const next = merged[to];
      if (next) sorted[to] = next;
    }
  };
  sort(0, sorted.length);
  return sorted;
}

function compare({ range: a }: ShadowLine, { range: b }: ShadowLine): number {
  if (!a) return 1;
  if (!b) return -1;
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  if (a.count !== b.count) return a.count < b.count ? -1 : 1;
  return compareBytes(a.owner, b.owner);
}

/** strcmp(3): the order of UTF-8 bytes is that of code points. */
function compareBytes(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
