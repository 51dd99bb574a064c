import { type SourceText, spanAt } from '../../../text/index.ts';
import type { ListedRow, Listing } from './Listing.ts';
import { listedId } from './listedId.ts';
import { eachLine } from './readLs.ts';

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
