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
