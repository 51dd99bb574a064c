import { type SourceText, spanAt } from '../../../text/index.ts';
import type { ListedRow, Listing } from './Listing.ts';
import { listedId } from './listedId.ts';
import { eachLine } from './readLs.ts';
import { wordsOf } from './Word.ts';

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
