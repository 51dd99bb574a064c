/** A table of numbers by name, as content/data has them; null where a name has none. */
export type Numbers = Readonly<Record<string, number | null>>;

/** Whether a value is such a table, and long enough for `pack` to make it shorter. */
export const isNumbers = (value: unknown): value is Numbers => isTable(value) && Object.keys(value).length > 1;

/** Whether a value is such a table. */
export function isTable(value: unknown): value is Numbers {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([name, each]) => /^\w+$/.test(name) && isNumber(each));
}

const isNumber = (value: unknown) => value === null || Number.isSafeInteger(value);

type Entry = readonly [name: string, number: number | null];

/** Begins a table whose names are in their order, which is told in that of the numbers. */
const BY_NUMBER = '<';

/**
 * The table as one string, which a page loads in its place: `read write mmap+7 CLONE_:VM=256 FS* :acct=`. A name alone is one more than the number
 * before it, `*` twice as much, `+7` so much more; `=` tells the number itself, or that there is none. What is before a `:` begins every name from
 * there on.
 */
export function pack(numbers: Numbers): string {
  const entries = Object.entries(numbers);
  const asWritten = words(entries);
  if (entries.some(([name], at) => name < (entries[at - 1]?.[0] ?? ''))) return asWritten;
  const rising = [...entries].sort(([, a], [, b]) => (a ?? -Infinity) - (b ?? -Infinity) || 0);
  const byNumber = BY_NUMBER + words(rising);
  return byNumber.length < asWritten.length ? byNumber : asWritten;
}

function words(entries: readonly Entry[]): string {
  let last = -1;
  let prefix = '';
  const told = entries.map(([name, number], at) => {
    const before = last;
    last = number ?? last;
    const known = prefix;
    if (known === '' || !name.startsWith(known)) prefix = prefixFrom(entries, at);
    const word = (prefix === known ? '' : `${prefix}:`) + name.slice(prefix.length);
    if (number === before + 1) return word;
    if (number === before * 2) return `${word}*`;
    if (number !== null && number > before && number < before + 1000) return `${word}+${number - before}`;
    return `${word}=${number ?? ''}`;
  });
  return told.join(' ');
}

/** The words with which a constant's name and those behind it begin; none where that is not so of two at least. */
function prefixFrom(entries: readonly Entry[], from: number): string {
  const [first = ''] = /^[A-Z\d]+_/.exec(entries[from]?.[0] ?? '') ?? [];
  const end = entries.findIndex(([name], at) => at > from && !name.startsWith(first));
  const alike = entries.slice(from, end < 0 ? undefined : end).map(([name]) => name);
  if (first === '' || alike.length < 2) return '';
  const [name = ''] = alike;
  const prefixes = [...name.matchAll(/_/g)].map(({ index }) => name.slice(0, index + 1));
  return prefixes.findLast((prefix) => alike.every((each) => each.startsWith(prefix) && each !== prefix)) ?? '';
}

/** The table of `pack`. */
// @__NO_SIDE_EFFECTS__
export function unpack(packed: string): Numbers {
  let last = -1;
  let prefix = '';
  const byNumber = packed.startsWith(BY_NUMBER);
  const told = byNumber ? packed.slice(1) : packed;
  const entries = told.split(' ').map((word): Entry => {
    const [, begun = prefix, name = '', sign, written = ''] = /^(?:(\w*):)?(\w+)([*+=]?)(.*)$/.exec(word) ?? [];
    prefix = begun;
    if (sign === '=' && written === '') return [prefix + name, null];
    last = sign === '=' ? Number(written) : sign === '*' ? last * 2 : last + Number(written || 1);
    return [prefix + name, last];
  });
  return Object.fromEntries(byNumber ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries);
}
