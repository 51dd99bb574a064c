/** A mapping as typed: these ids inside are to be those outside. */
export interface MappingRow {
  inside: string;
  outside: string;
  count: string;
  kind: 'both' | 'uid' | 'gid';
}

export const EMPTY_MAPPING: MappingRow = { inside: '', outside: '', count: '1', kind: 'both' };

/** Whether there is nothing to clear. */
export function isBlank(mappings: readonly MappingRow[]): boolean {
  const [only, ...more] = mappings;
  return more.length === 0 && (only === undefined || writeMappings([only]) === writeMappings([EMPTY_MAPPING]));
}

const LETTERS = { both: '', uid: 'u', gid: 'g' } as const;

/** The mappings as a link has them: `1000:1005,u33:33,g44:44:2`. */
export function writeMappings(mappings: readonly MappingRow[]): string {
  return mappings
    .map(({ inside, outside, count, kind }) => {
      const numbers = [inside, outside, ...(count.trim() === '1' ? [] : [count])].map((number) => number.trim());
      return LETTERS[kind] + numbers.join(':');
    })
    .join(',');
}

/** Reads `writeMappings`; what stands in a field is kept as it is, for the reader to see and fix. */
export function readMappings(text: string): MappingRow[] {
  if (text.trim() === '') return [EMPTY_MAPPING];
  return text.split(',').map((mapping) => {
    const kind = mapping.startsWith('u') ? 'uid' : mapping.startsWith('g') ? 'gid' : 'both';
    const [inside = '', outside = '', ...rest] = (kind === 'both' ? mapping : mapping.slice(1)).split(':');
    return { inside, outside, count: rest.length === 0 ? '1' : rest.join(':'), kind };
  });
}
