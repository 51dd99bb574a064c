/** A table of numbers by name, as content/data has them; null where a name has none. */
export type Numbers = Readonly<Record<string, number | null>>;

/**
 * The table as one string, which a page loads in its place: `read write mmap+7 CLONE_VM=256 CLONE_FS* acct=`. A name alone is one more than the
 * number before it, `*` twice as much, `+7` so much more; `=` tells the number itself, or that there is none.
 */
export function pack(numbers: Numbers): string {
  let last = -1;
  const words = Object.entries(numbers).map(([name, number]) => {
    const before = last;
    last = number ?? last;
    if (number === before + 1) return name;
    if (number === before * 2) return `${name}*`;
    if (number !== null && number > before && number < before + 1000) return `${name}+${number - before}`;
    return `${name}=${number ?? ''}`;
  });
  return words.join(' ');
}

/** The table of `pack`. */
// @__NO_SIDE_EFFECTS__
export function unpack(packed: string): Numbers {
  let last = -1;
  const entries = packed.split(' ').map((word): [string, number | null] => {
    const [, name = '', sign, written = ''] = /^(\w+)([*+=]?)(.*)$/.exec(word) ?? [];
    if (sign === '=' && written === '') return [name, null];
    last = sign === '=' ? Number(written) : sign === '*' ? last * 2 : last + Number(written || 1);
    return [name, last];
  });
  return Object.fromEntries(entries);
}
