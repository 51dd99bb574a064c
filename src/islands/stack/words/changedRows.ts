import { STACKS } from '../../../engine/stack/index.ts';
import { plain } from '../../../ui/Phrase.ts';
import type { Row } from '../state/State.ts';

/** Of each engine's rows those where what is said changes, the oldest first, each with how many later ones say the same, and without its parts. */
export function changedRows(rows: readonly Row[]): readonly Row[] {
  const engineOf = ({ stack }: Row) => STACKS.find(({ id }) => id === stack)?.engine;
  return [...Map.groupBy(rows.toReversed(), engineOf).values()].flatMap((same) =>
    runsOf(same).map((run) => {
      const { length } = run.others;
      const { label } = run.first;
      return { ...run.first, label: length === 0 ? label : `${label}, and ${length} later`, parts: '' };
    }),
  );
}

/** Rows that follow each other and say the same. */
function runsOf(rows: readonly Row[]): readonly { first: Row; others: readonly Row[] }[] {
  const runs: { first: Row; others: Row[] }[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && saidIn(last.first) === saidIn(row)) last.others.push(row);
    else runs.push({ first: row, others: [] });
  }
  return runs;
}

const saidIn = ({ cells }: Row): string =>
  cells.map((entries) => entries.map(({ words, note = [] }) => plain([...words, ' ', ...note])).join()).join('|');
