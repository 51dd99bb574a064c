import { type SourceText, spanAt } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { ListedFile, ListedId, ListedRow, Listing } from './Listing.ts';
import { eachLine } from './readLs.ts';
import { readMode } from './readMode.ts';

/** "Uid: (165536/ UNKNOWN)": number and name of one owner. */
const OWNER = /([UG])id: \( {0,10}(\d{1,10})\/ {0,40}([^)]{0,64})\)/g;

/** What stat(1) prints without options, a file after the other (GNU coreutils 9.7, stat.c, default_format: "Uid: (%5u/%8U)"). */
export function readStat(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  let what = '';
  eachLine(source, (start, end) => {
    const line = source.text.slice(start, Math.min(end, start + 5000));
    const file = /^\s{0,20}File: (.{0,4096})$/.exec(line)?.[1];
    if (file !== undefined) what = file.trim();
    const ids = [...line.matchAll(OWNER)].map((found) => owner(source, start, found));
    if (ids.length === 0) return;
    const facts = fileFacts(line);
    rows.push({ what, span: spanAt(source, start, end), ids, ...(facts && { file: facts }) });
  });
  return { rows, titles: [] };
}

function owner(source: SourceText, lineStart: number, found: RegExpExecArray): ListedId {
  const [whole, letter = '', digits = '', name = ''] = found;
  const from = lineStart + found.index + whole.indexOf(digits);
  const nameFrom = lineStart + found.index + whole.length - 1 - name.length;
  const kind: IdKind = letter === 'U' ? 'uid' : 'gid';
  return {
    kind,
    id: Number(digits),
    ...(name !== 'UNKNOWN' && name !== '' && { name }),
    span: spanAt(source, from, from + digits.length),
    nameAt: { span: spanAt(source, nameFrom, nameFrom + name.length), nameless: 'UNKNOWN', width: 8 },
    width: 5,
  };
}

function fileFacts(line: string): ListedFile | undefined {
  const found = /Access: \(\d{3,5}\/([-dlbcps][-rwxsStT]{9})\)/.exec(line)?.[1];
  return found === undefined ? undefined : readMode(found);
}
