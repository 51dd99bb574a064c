import { counted } from '../../engine/text/index.ts';
import type { ChangeKind, ChangeRow } from '../../instrument/words/changeRows.ts';

const HEADINGS: Readonly<Record<ChangeKind, string>> = {
  closed: 'No longer allowed',
  opened: 'Newly allowed',
  otherwise: 'Another answer',
};

/** The differences for who reads them in a terminal, by what they mean for a program. */
export function comparedLines(rows: readonly ChangeRow[]): string[] {
  if (rows.length === 0) return ['No difference: every call gets the same answer.'];
  return Object.entries(HEADINGS).flatMap(([kind, heading]) => {
    const of = rows.filter((row) => row.kind === kind);
    return of.length === 0 ? [] : [heading, ...of.flatMap(rowLines)];
  });
}

function rowLines({ abis, calls, where, unnamed, before, after, example }: ChangeRow): string[] {
  const all = [...calls, ...(unnamed === '' ? [] : [unnamed])].join(', ');
  const count = calls.length > 1 ? ` (${counted(calls.length, 'call')})` : '';
  const shown = where === '' || example === undefined ? [] : [`    for example ${example}`];
  return [`  ${abis}: ${all}${count}${where === '' ? '' : `, where ${where}`}`, `    ${before} -> ${after}`, ...shown];
}
