import { type SourceText, spanAt } from '../../../text/index.ts';
import type { ListedRow } from './Listing.ts';
import { listedId } from './listedId.ts';
import { readMode } from './readMode.ts';
import type { Word } from './Word.ts';

/** A row of a listing that tells a file's mode, owner and group, from `start` to `end`. Numbers are set to the right, names to the left. */
export function fileRow(
  source: SourceText,
  what: string,
  [start, end]: readonly [start: number, end: number],
  { mode, owner, group }: Record<'mode' | 'owner' | 'group', Word>,
): ListedRow {
  const align = ({ text }: Word) => (/^\d+$/.test(text) ? 'right' : 'left');
  const file = readMode(mode.text);
  return {
    what,
    span: spanAt(source, start, end),
    ids: [
      listedId(source, 'uid', owner, { index: 0, align: align(owner) }),
      listedId(source, 'gid', group, { index: 1, align: align(group) }),
    ],
    ...(file && { file }),
  };
}
