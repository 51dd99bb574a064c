/** A table of numbers by name, as content/data has them; null where a name has none. */
type Numbers = Readonly<Record<string, number | null>>;

/** Whether a value is such a table, and long enough for `pack` to make it shorter. */
export const isNumbers = (value: unknown): value is Numbers => isTable(value) && Object.keys(value).length > 1;

/** Whether a value is such a table. */
function isTable(value: unknown): value is Numbers {
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

/** Sets of constants by name, as content/data/constants/common.json has them. */
type PackedSets = Readonly<Record<string, { kind: string; field?: number; values: Numbers }>>;

const FIELDS: readonly string[] = ['kind', 'field', 'values'];
const WORD = /^[a-z]\w*$/i;

/** Whether a value is such sets, of which `packSets` can make a string. */
export function isSets(value: object): value is PackedSets {
  const entries: [string, unknown][] = Object.entries(value);
  return entries.length > 1 && entries.every(([name, set]) => WORD.test(name) && isSet(set));
}

function isSet(set: unknown): boolean {
  if (typeof set !== 'object' || set === null || !('kind' in set && 'values' in set)) return false;
  const { kind, values } = set;
  const field = 'field' in set ? set.field : 0;
  const isWhole = Object.keys(set).every((key) => FIELDS.includes(key));
  return isWhole && /^[a-z]+$/.test(String(kind)) && Number.isSafeInteger(field) && isTable(values);
}

/** The sets as one string, which a page loads in their place, a line for each: `clone bits255 CLONE_:VM+257 FS*`. */
export const packSets = (sets: PackedSets): string =>
  Object.entries(sets)
    .map(([name, { kind, field = '', values }]) => `${name} ${kind}${field} ${pack(values)}`)
    .join('\n');

/** The sets of `packSets`. */
// @__NO_SIDE_EFFECTS__
export function unpackSets(packed: string): PackedSets {
  return Object.fromEntries(
    packed.split('\n').map((line) => {
      const [, name = '', kind = '', field = '', values = ''] = /^(\w+) ([a-z]+)(\d*) (.*)$/.exec(line) ?? [];
      return [
        name,
        { kind, ...(field !== '' && { field: Number(field) }), values: values === '' ? {} : unpack(values) },
      ];
    }),
  );
}

/** Texts by name, as content/data has them of errors. */
type Texts = Readonly<Record<string, string>>;

/** Whether a value is such a table, of which `packTexts` can make a string. */
export function isTexts(value: object): value is Texts {
  const entries: [string, unknown][] = Object.entries(value);
  return entries.length > 1 && entries.every(([name, text]) => /^\w+$/.test(name) && isLine(text));
}

const isLine = (text: unknown) => typeof text === 'string' && !text.includes('\n');

/** The table as one string, which a page loads in its place: a line for each, the name before its text. */
export const packTexts = (texts: Texts): string =>
  Object.entries(texts)
    .map(([name, text]) => `${name} ${text}`)
    .join('\n');

/** The table of `packTexts`. */
// @__NO_SIDE_EFFECTS__
export function unpackTexts(packed: string): Texts {
  return Object.fromEntries(packed.split('\n').map((line) => line.split(/ (.*)/)));
}

/** Parameters by call, as content/data/prototypes has them: the C type and the name of each. null where no prototype tells them. */
export type PackedRows = Readonly<Record<string, readonly (readonly string[])[] | null>>;

/** Types that are told in full once, at the beginning, and by a letter from there on; types and names have no capital letters. */
const LETTERS = 26;
const FIRST = 'A'.charCodeAt(0);
const WRITTEN = /^[^A-Z,;?]+$/;
const NAME = /^[a-z_\d]+$/;

/** Whether a value is such a table, of which `packRows` can make a string. */
export function isRows(value: object): value is PackedRows {
  const entries: [string, unknown][] = Object.entries(value);
  return entries.length > 1 && entries.every(([call, row]) => NAME.test(call) && (row === null || isRow(row)));
}

const isRow = (row: unknown) => Array.isArray(row) && row.every(isParameter);

const isParameter = (parameter: unknown) =>
  Array.isArray(parameter) && parameter.length === 2 && WRITTEN.test(parameter[0]) && NAME.test(parameter[1]);

/** The table as one string, which a page loads in its place: `int,size_t;read Afd,char *bufBcount; vhangup`. */
export function packRows(rows: PackedRows): string {
  const counts = new Map<string, number>();
  for (const [type = ''] of Object.values(rows).flatMap((row) => row ?? []))
    counts.set(type, (counts.get(type) ?? 0) + 1);
  const often = [...counts].sort(([, a], [, b]) => b - a).filter(([, count]) => count > 2);
  const types = often.slice(0, LETTERS).map(([type]) => type);
  const told = ([type = '', name = '']: readonly string[]) => {
    const at = types.indexOf(type);
    if (at >= 0) return String.fromCharCode(FIRST + at) + name;
    return `,${type}${type.endsWith('*') ? '' : ' '}${name}`;
  };
  const calls = Object.entries(rows).map(([call, row]) => call + (row === null ? '?' : row.map(told).join('')));
  return [types.join(), ...calls].join('; ');
}

/** The table of `packRows`. */
// @__NO_SIDE_EFFECTS__
export function unpackRows(packed: string): PackedRows {
  const [often = '', ...calls] = packed.split('; ');
  const types = often.split(',');
  const parameter = (told: string) => {
    const type = types[told.charCodeAt(0) - FIRST];
    if (type !== undefined) return [type, told.slice(1)];
    const name = told.search(/\w+$/);
    return [told.slice(1, name).trim(), told.slice(name)];
  };
  return Object.fromEntries(
    calls.map((told) => {
      const [call = '', ...row] = told.split(/(?=[A-Z,?])/);
      return [call, row[0] === '?' ? null : row.map(parameter)];
    }),
  );
}
