import type { SourceText } from '../../../text/index.ts';
import { fileRow } from './fileRow.ts';
import type { ListedRow, Listing } from './Listing.ts';
import { eachLine } from './readLs.ts';
import { wordsOf } from './Word.ts';

/** Mode, owner, group and one step of the path; there is no number of links. A "D" marks a mount point (namei -x). */
const ROW = /^[-dlbcpsD?][-rwxsStT]{9} +[^\s]+ +[^\s]+ +[^\s]/;

/** True for a row of namei -l. */
export function isNameiRow(said: string): boolean {
  return ROW.test(said.slice(0, 400));
}

/** The steps to a path as namei(1) -l lists them, each under its own full name (util-linux 2.41, namei.c, print_namei). */
export function readNamei(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  let path = '';
  eachLine(source, (start, end) => {
    const [mode, owner, group, name] = wordsOf(source.text, start, end, 4);
    if (mode?.text === 'f:') path = '';
    if (!mode || !owner || !group || !name || !isNameiRow(source.text.slice(start, end).trim())) return;
    const step = source.text.slice(name.start, end).trim();
    path = step === '/' || path === '' ? step : `${path === '/' ? '' : path}/${step}`;
    rows.push(fileRow(source, path, [start, end], { mode, owner, group }));
  });
  return { rows, titles: [] };
}
