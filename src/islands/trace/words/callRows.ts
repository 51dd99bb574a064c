import { type Judged, kindsOn } from '../../../engine/fit/index.ts';
import type { Arch } from '../../../engine/linux/index.ts';
import type { Filter } from '../../../engine/seccomp/index.ts';
import { counted } from '../../../engine/text/index.ts';
import { plain } from '../../../ui/Phrase.ts';
import type { Answer, CallRow } from '../state/Question.ts';
import { callRow } from './callRow.ts';
import { outcomesWords } from './outcomesWords.ts';
import type { placesIn } from './placesIn.ts';

const ORDER = { deny: 0, depends: 1, allow: 2 } as const;
/** What is allowed as the trace shows it. */
const PLAIN = 3;
const rankOf = ({ tone, differs }: CallRow) => (tone === 'allow' && !differs ? PLAIN : ORDER[tone]);
/** So many allowed calls stand open below others. */
const MOST_OPEN = 6;

/**
 * Every distinct call of a trace, refused ones first: calls that differ in their results alone are one row where the answer is the same for all of them, and
 * each row says its results where the call has several.
 */
export function callRows(
  judged: readonly Judged[],
  filter: Filter,
  native: Arch,
  placeOf: ReturnType<typeof placesIn>,
  isOwn: boolean,
): CallRow[] {
  const kindOf = kindsOn(filter);
  const kinds = Map.groupBy(judged, ({ call }) => kindOf(call));
  const rows = [...kinds.values()].flatMap((alike) => {
    const each = alike.map((one) => ({ one, row: callRow(one, filter, native, placeOf, isOwn) }));
    const groups = [...Map.groupBy(each, ({ row }) => saidOf(row)).values()];
    return groups.flatMap((group) => {
      const [first] = group;
      const outcomes = outcomesWords(
        group.map(({ one }) => one.call),
        alike.map(({ call }) => call),
      );
      const count = group.reduce((sum, { row }) => sum + row.count, 0);
      return first ? [{ ...first.row, count, outcomes }] : [];
    });
  });
  return rows.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** What a row says of the filter. */
const saidOf = ({ word, reason, differs }: CallRow) => [word, plain(reason), plain(differs ?? [])].join('\n');

/** The rows at the end that are folded: calls that are allowed as the trace shows them, where they are many and others stand before them. */
export function foldedRows(rows: readonly CallRow[]): Answer['folded'] {
  const allowed = rows.filter((row) => rankOf(row) === PLAIN);
  if (allowed.length <= MOST_OPEN || allowed.length === rows.length) return undefined;
  const names = new Set(allowed.map(({ name }) => name)).size;
  return { rows: allowed.length, words: `${counted(names, 'more call')}, ${names === 1 ? 'allowed' : 'all allowed'}` };
}
