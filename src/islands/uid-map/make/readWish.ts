import type { Wish } from '../../../engine/idmap/index.ts';
import { readId } from '../ask/readId.ts';
import type { WishRow } from './WishRow.ts';

/** A row as a wish; nothing of an empty one, and words for one that can't be read. */
export interface ReadWish {
  wish: Wish | undefined;
  problem: string | undefined;
}

export function readWish({ inside, outside, count, kind }: WishRow): ReadWish {
  const fields = [readId(inside), readId(outside)];
  const wrong = fields.find((field) => field.kind === 'wrong' || field.kind === 'no-id');
  if (wrong) {
    const problem = wrong.kind === 'wrong' ? wrong.words : '4294967295 is never an id.';
    return { wish: undefined, problem };
  }
  const [near, far] = fields;
  const many = /^\s*[0-9]{1,10}\s*$/.test(count) ? Number(count) : undefined;
  if (many === undefined || many < 1) {
    return { wish: undefined, problem: `“${count.slice(0, 24)}” is no count; expected 1 or more.` };
  }
  if (near?.kind !== 'id' || far?.kind !== 'id') return { wish: undefined, problem: undefined };
  return { wish: { inside: near.id, outside: far.id, count: many, kind }, problem: undefined };
}
