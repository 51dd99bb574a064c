import { ARCHITECTURES, type Arch, architectureOf } from '../../../engine/linux/index.ts';
import { type CallsLink, writeCallsLink } from '../../../share/callsLink.ts';
import type { CallRow, Chosen, VerdictKind } from '../state/chooseCalls.ts';
import { nextSort } from '../state/model.ts';

/** The table as the page was served with it. Its rows stay; they are hidden, moved, and given another column of numbers. */
export interface TableInPage {
  rows: readonly CallRow[];
  element: HTMLTableElement;
  elements: readonly HTMLTableRowElement[];
}

const VERDICTS: Readonly<Record<string, VerdictKind>> = { allow: 'allowed', depends: 'gated', deny: 'refused' };

/** Reads the rows off the page: what can be searched stands in them. */
export function readTable(element: HTMLTableElement): TableInPage {
  const elements = [...(element.tBodies[0]?.rows ?? [])];
  return { element, elements, rows: elements.map(readRow) };
}

function readRow(row: HTMLTableRowElement): CallRow {
  const { c = '' } = row.dataset;
  const tone = row.querySelector('.chip')?.classList[1] ?? '';
  const since = row.cells[4]?.textContent ?? '';
  return {
    name: row.cells[0]?.textContent ?? '',
    numbers: new Map([...row.querySelectorAll('.numbers > span')].flatMap(readNumbers)),
    since: since === '–' ? '' : since,
    verdict: VERDICTS[tone] ?? 'refused',
    capabilities: c === '' ? [] : c.split(' '),
  };
}

const BY_TOKEN: ReadonlyMap<string, Arch> = new Map(ARCHITECTURES.map(({ token, arch }) => [token, arch]));

/** "435 on x86_64, x86". */
function readNumbers({ textContent }: Element): [Arch, number][] {
  const [number = '', tokens = ''] = (textContent ?? '').split(' on ');
  return tokens.split(', ').flatMap((token): [Arch, number][] => {
    const arch = BY_TOKEN.get(token);
    return arch ? [[arch, Number(number)]] : [];
  });
}

/** Shows what was chosen: hides the other rows, moves those that stand elsewhere, and tells how the columns are sorted. */
export function showChosen(table: TableInPage, chosen: Chosen, before: Chosen | undefined, asked: CallsLink): void {
  const { element, elements, rows } = table;
  for (const [at, row] of elements.entries()) {
    const isHidden = !chosen.shown.has(at);
    if (row.hidden !== isHidden) row.hidden = isHidden;
  }
  if (chosen.order.some((at, place) => at !== (before ? before.order[place] : place))) moveRows(table, chosen.order);
  if (before?.arch !== chosen.arch) showNumbers(element, elements, rows, chosen.arch);
  const by = asked.sort.replace('-', '');
  for (const head of element.querySelectorAll<HTMLElement>('th[data-sort]')) {
    const { sort = '' } = head.dataset;
    if (sort === by) head.setAttribute('aria-sort', asked.sort === by ? 'ascending' : 'descending');
    else head.removeAttribute('aria-sort');
    const next = writeCallsLink({ ...asked, sort: nextSort(asked.sort, sort) });
    head.querySelector('a')?.setAttribute('href', `#${next === '' ? 'sort=name' : next}`);
  }
}

/** Off the page, for to move five hundred rows on it takes a third longer. */
function moveRows({ element, elements }: TableInPage, order: Chosen['order']): void {
  const [body] = element.tBodies;
  if (!body) return;
  body.remove();
  body.append(...order.flatMap((at) => elements[at] ?? []));
  element.append(body);
}

function showNumbers(
  element: HTMLTableElement,
  elements: readonly HTMLTableRowElement[],
  rows: readonly CallRow[],
  arch: Arch,
): void {
  const label = architectureOf(arch).token;
  element.style.setProperty('--first', `"${label} "`);
  for (const words of element.querySelectorAll('th[data-sort="number"] > *')) words.textContent = label;
  for (const [at, row] of elements.entries()) {
    const [, , cell] = row.cells;
    if (cell) cell.textContent = String(rows[at]?.numbers.get(arch) ?? '–');
  }
}
