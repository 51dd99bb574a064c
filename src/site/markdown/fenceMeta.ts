/** What an author writes behind a fence's language: ```console title="on the host" source="the talk" mark="root" {2,4-5} */
export interface FenceMeta {
  title: string | undefined;
  /** Where the text is from, when the project did not run it itself. */
  source: string | undefined;
  /** Texts to mark wherever they stand. */
  marks: string[];
  /** Rows to mark whole, counted from 1. */
  rows: ReadonlySet<number>;
}

const KEYS = ['title', 'source', 'mark'];

/** Reads a fence's meta string; throws an Error that names the offending word, as a typo in our own prose must stop the build. */
export function fenceMeta(meta: string): FenceMeta {
  const rows = new Set<number>();
  const values: Record<string, string[]> = {};
  const rest = meta
    .replace(/\{([\d,\s-]+)\}/g, (_all, ranges: string) => {
      for (const range of ranges.split(',')) addRange(rows, range);
      return ' ';
    })
    .replace(/(\w+)="([^"]*)"/g, (_all, key: string, value: string) => {
      values[key] ??= [];
      values[key].push(value);
      return ' ';
    })
    .trim();
  const unknown = rest || Object.keys(values).find((key) => !KEYS.includes(key));
  if (unknown) throw new Error(`A code fence says “${unknown}”, expected title="…", source="…", mark="…" or {2,4-5}.`);
  return { title: values.title?.[0], source: values.source?.[0], marks: values.mark ?? [], rows };
}

function addRange(rows: Set<number>, range: string): void {
  const [first, last = first] = range.split('-').map((number) => Number.parseInt(number, 10));
  if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last)) return;
  for (let row = first; row <= last; row++) rows.add(row);
}
