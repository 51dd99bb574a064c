/** One row that is another now; a side that has no such row is undefined. */
export interface Difference {
  /** `rows 12`: the table in the recording, and the row's number from 1. */
  where: string;
  recorded: string | undefined;
  now: string | undefined;
}

/** What a recording says besides its header. */
export interface Comparison {
  rows: number;
  differences: Difference[];
  /** What the headers say differently, as "kernel 6.18.44, now 6.12.1": worth naming, no difference by itself. */
  versions: string[];
  /** Of these the packages that answered, and not the machine or the recorder. */
  packages: string[];
}

/** "2.6.0-2", "1:4.17.4-2" */
const PACKAGE_VERSION = /^(\d+:)?\d+[.+~-]/;

type Tables = Map<string, string[]>;

/**
 * Compares two recordings, both JSON, row by row. Lists and tables are rows; what stands alone, or in `stamp`, is the header. Rows that
 * were put in or left out in one place count alone: the rows before and after them are aligned.
 */
export function compareRecordings(recorded: string, now: string): Comparison {
  const before = parts(recorded);
  const after = parts(now);
  const differences: Difference[] = [];
  for (const table of new Set([...before.tables.keys(), ...after.tables.keys()])) {
    differences.push(...compareRows(table, before.tables.get(table) ?? [], after.tables.get(table) ?? []));
  }
  const other = [...new Set([...before.header.keys(), ...after.header.keys()])].filter(
    (key) => before.header.get(key) !== after.header.get(key),
  );
  const versions = other.map(
    (key) => `${key} ${before.header.get(key) ?? 'unnamed'}, now ${after.header.get(key) ?? 'unnamed'}`,
  );
  const packages = other.filter((key) => key !== 'kernel' && PACKAGE_VERSION.test(before.header.get(key) ?? ''));
  const rows = [...after.tables.values()].reduce((sum, lines) => sum + lines.length, 0);
  return { rows, differences, versions, packages };
}

function parts(text: string): { header: Map<string, string>; tables: Tables } {
  const whole: Record<string, unknown> = JSON.parse(text);
  const header = new Map<string, string>();
  const tables: Tables = new Map();
  for (const [key, value] of Object.entries(whole)) {
    if (Array.isArray(value))
      tables.set(
        key,
        value.map((row) => JSON.stringify(row)),
      );
    else if (typeof value === 'object' && value !== null && key === 'stamp')
      for (const [name, said] of Object.entries(value)) header.set(name, String(said));
    else if (typeof value === 'object' && value !== null)
      tables.set(
        key,
        Object.entries(value).map(([name, row]) => `${name}: ${JSON.stringify(row)}`),
      );
    else header.set(key, String(value));
  }
  return { header, tables };
}

function compareRows(table: string, before: readonly string[], after: readonly string[]): Difference[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const oldRows = before.slice(start, before.length - end);
  const newRows = after.slice(start, after.length - end);
  const differences: Difference[] = [];
  for (let index = 0; index < Math.max(oldRows.length, newRows.length); index += 1) {
    const [recorded, now] = [oldRows[index], newRows[index]];
    if (recorded !== now) differences.push({ where: `${table} ${start + index + 1}`, recorded, now });
  }
  return differences;
}
