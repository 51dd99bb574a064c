/** A wish as typed: these ids inside are to be those outside. */
export interface WishRow {
  inside: string;
  outside: string;
  count: string;
  kind: 'both' | 'uid' | 'gid';
}

export const EMPTY_WISH: WishRow = { inside: '', outside: '', count: '1', kind: 'both' };

/** Whether there is nothing to clear. */
export function isBlank(wishes: readonly WishRow[]): boolean {
  const [only, ...more] = wishes;
  return more.length === 0 && (only === undefined || writeWishes([only]) === writeWishes([EMPTY_WISH]));
}

const LETTERS = { both: '', uid: 'u', gid: 'g' } as const;

/** The wishes as a link has them: `1000:1005,u33:33,g44:44:2`. */
export function writeWishes(wishes: readonly WishRow[]): string {
  return wishes
    .map(({ inside, outside, count, kind }) => {
      const numbers = [inside, outside, ...(count.trim() === '1' ? [] : [count])].map((number) => number.trim());
      return LETTERS[kind] + numbers.join(':');
    })
    .join(',');
}

/** Reads `writeWishes`; what stands in a field is kept as it is, for the reader to see and mend. */
export function readWishes(text: string): WishRow[] {
  if (text.trim() === '') return [EMPTY_WISH];
  return text.split(',').map((wish) => {
    const kind = wish.startsWith('u') ? 'uid' : wish.startsWith('g') ? 'gid' : 'both';
    const [inside = '', outside = '', ...rest] = (kind === 'both' ? wish : wish.slice(1)).split(':');
    return { inside, outside, count: rest.length === 0 ? '1' : rest.join(':'), kind };
  });
}
