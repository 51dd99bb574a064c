import { type SourceText, spanAt } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { ListedFile, ListedId, ListedRow, Listing } from './Listing.ts';
import { eachLine, listedId, readMode, wordsOf } from './listedId.ts';

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

/** The four numbers of a Uid: or Gid: line (proc_pid_status(5)). */
const FOUR = ['real', 'effective', 'saved', 'filesystem'] as const;

/** The ids in /proc/PID/status: Uid:, Gid: and Groups:. */
export function readStatus(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  eachLine(source, (start, end) => {
    const [label, ...numbers] = wordsOf(source.text, start, end, 2000);
    if (label?.text !== 'Uid:' && label?.text !== 'Gid:' && label?.text !== 'Groups:') return;
    const kind = label.text === 'Uid:' ? 'uid' : 'gid';
    const what = label.text === 'Groups:' ? 'groups' : FOUR.join(', ');
    const ids = numbers.filter(({ text }) => /^\d+$/.test(text)).map((word) => listedId(source, kind, word));
    if (ids.length > 0) rows.push({ what, span: spanAt(source, start, end), ids });
  });
  return { rows, titles: [] };
}

/** "# owner: 165536", or "user:1000:rwx" with or without "default:". Entries without a name are the owner's own. */
const ENTRY = /^(\s{0,20}(?:# (?:(owner|group): )|(?:default:)?(user|group|u|g):))([^\s:]{1,64})/;

/** The ids in the output of getfacl(1), with -n or without. */
export function readGetfacl(source: SourceText): Listing {
  const rows: ListedRow[] = [];
  let what = '';
  eachLine(source, (start, end) => {
    const line = source.text.slice(start, Math.min(end, start + 5000));
    const file = /^\s{0,20}# file: (.{0,4096})$/.exec(line)?.[1];
    if (file !== undefined) what = file.trim();
    const found = ENTRY.exec(line);
    if (!found) return;
    const [, before = '', header, entry, who = ''] = found;
    const kind = header === 'owner' || entry === 'user' || entry === 'u' ? 'uid' : 'gid';
    const from = start + before.length;
    rows.push({
      what,
      span: spanAt(source, start, end),
      ids: [listedId(source, kind, { text: who, start: from, end: from + who.length })],
    });
  });
  return { rows, titles: [] };
}
