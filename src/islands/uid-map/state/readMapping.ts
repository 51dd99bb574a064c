import type { Wish } from '../../../engine/idmap/index.ts';
import type { MappingRow } from './MappingRow.ts';
import { readId } from './readId.ts';

/** What is wrong with a row, and in which of its fields. */
export interface MappingProblem {
  field: 'inside' | 'outside' | 'count';
  words: string;
}

/** A row as a mapping; nothing of an empty one, and words for one that can't be read or is half filled. */
export interface ReadMapping {
  mapping: Wish | undefined;
  problem: MappingProblem | undefined;
}

export const NEVER_AN_ID = '4294967295 is never an ID.';

export function readMapping(row: MappingRow): ReadMapping {
  const wrong = (field: MappingProblem['field'], words: string): ReadMapping => ({
    mapping: undefined,
    problem: { field, words },
  });
  const [near, far] = [readId(row.inside), readId(row.outside)];
  for (const [field, read] of [['inside', near] as const, ['outside', far] as const]) {
    if (read.kind === 'wrong') return wrong(field, `${read.words} ${read.hint}`);
    if (read.kind === 'no-id') return wrong(field, NEVER_AN_ID);
  }
  if (near.kind === 'empty' && far.kind === 'empty') return { mapping: undefined, problem: undefined };
  if (near.kind === 'empty') return wrong('inside', 'Type the ID in the container, too.');
  if (far.kind === 'empty') return wrong('outside', 'Type the ID on the host, too.');
  const count = row.count.trim();
  const digits = /^[0-9]{1,10}$/.test(count) ? Number(count) : 0;
  const many = digits < 2 ** 32 ? digits : 0;
  if (many < 1)
    return wrong(
      'count',
      count === '' ? 'Type how many IDs, 1 or more.' : `“${count.slice(0, 24)}” is not a number from 1 to 4294967295.`,
    );
  if (near.kind !== 'id' || far.kind !== 'id') return { mapping: undefined, problem: undefined };
  return { mapping: { inside: near.id, outside: far.id, count: many, kind: row.kind }, problem: undefined };
}
