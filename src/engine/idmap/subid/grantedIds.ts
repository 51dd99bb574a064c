import { ALL_BITS } from '../../linux/index.ts';
import { countBefore } from '../../text/index.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';
import type { ShadowLine } from './readShadowFile.ts';

/** Ids from `first` to `last`, both in it; 64 bits wide, as shadow counts. */
export interface IdSpan {
  first: bigint;
  last: bigint;
}

/** Whose lines count: the login name, the uid in digits, and any other login name of the same uid. */
export interface SubidOwner {
  name: string;
  uid: number;
  aliases?: readonly string[];
}

/**
 * All ids that the lines assign to `owner`, joined and in order. A range may run over several lines that meet or overlap (shadow 4.17.4,
 * lib/subordinateio.c, have_range and find_range). The end is start + count - 1 modulo 2^64: a line "owner:0:0" assigns every id there is,
 * until shadow 4.20.
 */
export function grantedIds(lines: readonly ShadowLine[], owner: SubidOwner, versions: Versions = {}): IdSpan[] {
  const everyId = !since('shadow', 'id-numbers', versions);
  const names = new Set([owner.name, String(owner.uid), ...(owner.aliases ?? [])]);
  const spans: IdSpan[] = [];
  for (const { range } of lines) {
    if (!range || !names.has(range.owner) || (range.count === 0n && !everyId)) continue;
    const last = (range.start + range.count - 1n) & ALL_BITS;
    if (last >= range.start) spans.push({ first: range.start, last });
  }
  spans.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));

  const joined: IdSpan[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (!before || span.first > before.last + 1n) joined.push({ ...span });
    else if (span.last > before.last) before.last = span.last;
  }
  return joined;
}

/** True where one of the joined spans holds all ids from `first` to `last`. */
export function isGranted(granted: readonly IdSpan[], first: bigint, last: bigint): boolean {
  const span = granted[countBefore(granted, (each) => each.first <= first) - 1];
  return span !== undefined && last <= span.last;
}
