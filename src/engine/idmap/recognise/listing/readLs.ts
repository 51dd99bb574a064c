import type { SourceText } from '../../../text/index.ts';
import { fileRow } from './fileRow.ts';
import type { ListedRow, Listing } from './Listing.ts';
import { isLsLine } from './listingLines.ts';
import { wordsOf } from './Word.ts';

/**
 * The rows of `ls -l`, `-n`, `-i`, `-s` or `-Z`: numbers stand at the right of their column, names at the left (GNU coreutils 9.7, ls.c,
 * format_user). Lines that are no rows ("total 8", a folder's name) hold no id.
 */
export function readLs(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  eachLine(source, (start, end) => {
    if (!isLsLine(source.text.slice(start, Math.min(end, start + 500)).trim())) return;
    const words = wordsOf(source.text, start, end, 7);
    const at = words.findIndex(({ text }) => !/^\d+$/.test(text));
    const [mode, , owner, group] = words.slice(at, at + 4);
    if (!mode || !owner || !group) return;
    rows.push(fileRow(source, nameOf(source.text.slice(group.end, end)), [start, end], { mode, owner, group }));
  });
  return { rows, titles: [] };
}

/** Calls `read` with the offsets of each line of `source`, without its line end. */
export function eachLine(source: SourceText, read: (start: number, end: number) => void): void {
  for (const [index, start] of source.lineStarts.entries()) {
    const next = source.lineStarts[index + 1];
    read(start, next === undefined ? source.text.length : next - 1);
  }
}

/** The file's name: what stands behind the time of day, the year, or an ISO date's time. A name may hold blanks. */
function nameOf(rest: string): string {
  const dated = /\s(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: [+-]\d{4})?|(?:19|20)\d\d) (.*)$/.exec(
    rest.slice(0, 4500),
  );
  const name = (dated?.[1] ?? rest.slice(rest.trimEnd().lastIndexOf(' ') + 1)).trim();
  const arrow = name.indexOf(' -> ');
  return arrow === -1 ? name : name.slice(0, arrow);
}
