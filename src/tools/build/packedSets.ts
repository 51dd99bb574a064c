import { isTable, type Numbers, pack, unpack } from './packedNumbers.ts';

/** Sets of constants by name, as content/data/constants/common.json has them. */
export type PackedSets = Readonly<Record<string, { kind: string; field?: number; values: Numbers }>>;

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
