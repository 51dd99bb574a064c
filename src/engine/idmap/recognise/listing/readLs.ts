import type { SourceText } from '../../../text/index.ts';
import type { ListedRow, Listing } from './Listing.ts';
import { eachLine, fileRow, wordsOf } from './listedId.ts';

/** A row of ls -l: perhaps an inode and a size in blocks, then type, mode, mark, links, owner, group. */
const LS = /^(?:\d+ +){0,2}[-dlbcpsDC?](?:[-rwxsStTl]{9}|\?{9})[.+@]? +(?:\d+|\?) +[^\s]+ +[^\s]+/;

/** True for a row of `ls -l` or `ls -n`. */
export function isLsLine(said: string): boolean {
  return LS.test(said.length > 400 ? said.slice(0, 400) : said);
}

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

/** The file's name: what stands behind the time of day, the year, or an ISO date's time. A name may hold blanks. */
function nameOf(rest: string): string {
  const dated = /\s(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: [+-]\d{4})?|(?:19|20)\d\d) (.*)$/.exec(
    rest.slice(0, 4500),
  );
  const name = (dated?.[1] ?? rest.slice(rest.trimEnd().lastIndexOf(' ') + 1)).trim();
  const arrow = name.indexOf(' -> ');
  return arrow === -1 ? name : name.slice(0, arrow);
}

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
