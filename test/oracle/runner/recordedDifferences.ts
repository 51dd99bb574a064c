import { createHash } from 'node:crypto';

/** What a recorder wrote: a header, and tables of rows. */
export type Recording = Readonly<Record<string, unknown>>;

/**
 * What makes a row, or a run of rows, of a table: rows of the other recording as they are; one of them with other values under some keys; a row of
 * one's own.
 */
type Step = { same: [from: number, count: number] } | { like: number; but: Row; without?: string[] } | { row: unknown };
type Row = Record<string, unknown>;

const FROM = 'differencesFrom';

/** The recording that differences are told from: whose it is, and which one, since another one of the same suite would restore something else. */
interface From {
  suite: string;
  sha256: string;
}

/**
 * A recording as its differences from `base`, another suite's of the same name, which `suite` names: JSON, one step a line. The header is kept
 * whole, since it has the packages' versions. `wholeRecording` restores the recording exactly.
 */
export function recordedDifferences(base: Recording, whole: Recording, suite: string): string {
  const written = Object.entries(whole).map(([key, value]) => {
    const told = Array.isArray(value) ? lines(steps(rowsOf(base, key), value)) : JSON.stringify(value);
    return `${JSON.stringify(key)}:${told}`;
  });
  const from: From = { suite, sha256: hashOf(base) };
  return `{${[`${JSON.stringify(FROM)}:${JSON.stringify(from)}`, ...written].join(',')}}\n`;
}

/** The recording that `recordedDifferences` was given, from what it wrote and the same `base`; undefined where `base` is another one. */
export function wholeRecording(base: Recording, kept: Recording): Recording | undefined {
  const from = kept[FROM];
  const { sha256 } = isRow(from) ? from : { sha256: undefined };
  if (sha256 !== hashOf(base)) return undefined;
  return Object.fromEntries(
    Object.entries(kept)
      .filter(([key]) => key !== FROM)
      .map(([key, value]) => [key, Array.isArray(value) ? restored(rowsOf(base, key), value) : value]),
  );
}

function hashOf(recording: Recording): string {
  return createHash('sha256').update(JSON.stringify(recording)).digest('hex');
}

function rowsOf(recording: Recording, key: string): readonly unknown[] {
  const value = recording[key];
  return Array.isArray(value) ? value : [];
}

function lines(found: readonly Step[]): string {
  return `[\n${found.map((step) => JSON.stringify(step)).join(',\n')}\n]`;
}

function steps(base: readonly unknown[], rows: readonly unknown[]): Step[] {
  const places = new Map<string, number[]>();
  const named = new Map<string, number>();
  for (const [at, row] of base.entries()) {
    const text = JSON.stringify(row);
    places.set(text, [...(places.get(text) ?? []), at]);
    const name = nameOf(row);
    if (name !== undefined && !named.has(name)) named.set(name, at);
  }
  const found: Step[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    const next = last !== undefined && 'same' in last ? last.same[0] + last.same[1] : undefined;
    const at = places.get(JSON.stringify(row)) ?? [];
    if (last !== undefined && 'same' in last && next !== undefined && at.includes(next)) last.same[1] += 1;
    else if (at[0] !== undefined) found.push({ same: [at[0], 1] });
    else found.push(likeAnother(base, named.get(nameOf(row) ?? ''), row) ?? { row });
  }
  return found;
}

/** What tells a row from the others: its first key and value. */
function nameOf(row: unknown): string | undefined {
  return isRow(row) ? JSON.stringify(Object.entries(row)[0]) : undefined;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only where it is shorter, and makes the row exactly, its keys in the same order. */
function likeAnother(base: readonly unknown[], at: number | undefined, row: unknown): Step | undefined {
  const other = at === undefined ? undefined : base[at];
  if (at === undefined || !isRow(other) || !isRow(row)) return undefined;
  const but = Object.fromEntries(
    Object.entries(row).filter(([key, value]) => JSON.stringify(other[key]) !== JSON.stringify(value)),
  );
  const without = Object.keys(other).filter((key) => !(key in row));
  const step = { like: at, but, ...(without.length > 0 ? { without } : {}) };
  const isExact = JSON.stringify(merged(other, step)) === JSON.stringify(row);
  return isExact && JSON.stringify(step).length < JSON.stringify({ row }).length ? step : undefined;
}

function merged(other: Row, { but, without = [] }: { but: Row; without?: string[] }): Row {
  return Object.fromEntries(Object.entries({ ...other, ...but }).filter(([key]) => !without.includes(key)));
}

function restored(base: readonly unknown[], found: readonly Step[]): unknown[] {
  return found.flatMap((step) => {
    if ('same' in step) return base.slice(step.same[0], step.same[0] + step.same[1]);
    if ('row' in step) return [step.row];
    const other = base[step.like];
    return isRow(other) ? [merged(other, step)] : [];
  });
}
