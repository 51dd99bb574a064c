import { useEffect, useRef } from 'preact/hooks';
import { ARCHITECTURES, type Arch, architectureOf } from '../../../engine/linux/index.ts';
import { markOpening } from '../../../instrument/address/opening.ts';
import { CALLS_LINK, type CallsLink, readCallsLink, writeCallsLink } from '../../../share/callsLink.ts';
import { holdsState, unknownEntries, withEntries } from '../../../share/fragment.ts';
import { whenParsed } from '../../../ui/whenParsed.ts';
import {
  type CallRow,
  type Chosen,
  type Dispatch,
  nextSort,
  type State,
  type VerdictKind,
} from '../state/chooseCalls.ts';

/** The table as the page was served with it. Its rows stay; they are hidden, moved, and given another column of numbers. */
export interface TableInPage {
  rows: readonly CallRow[];
  element: HTMLTableElement;
  elements: readonly HTMLTableRowElement[];
  /** How often rows were moved: what is still to be moved of an order that another has followed is left. */
  moves: { count: number };
}

/** So many rows from the first in sight on, and before it, are in their place before the page is painted. */
const AHEAD = 60;
const BEHIND = 30;

const VERDICTS: Readonly<Record<string, VerdictKind>> = { allow: 'allowed', depends: 'gated', deny: 'refused' };

/** Reads the rows off the page: what can be searched stands in them. */
export function readTable(element: HTMLTableElement): TableInPage {
  const elements = [...(element.tBodies[0]?.rows ?? [])];
  return { element, elements, rows: elements.map(readRow), moves: { count: 0 } };
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
  const isMoved = chosen.order.some((at, place) => at !== (before ? before.order[place] : place));
  const first = isMoved ? firstInSight(element) : 0;
  for (const [at, row] of elements.entries()) {
    const isHidden = !chosen.shown.has(at);
    if (row.hidden !== isHidden) row.hidden = isHidden;
  }
  if (isMoved) moveRows(table, chosen, first);
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

const shownRows = (body: HTMLTableSectionElement | undefined) =>
  [...(body?.rows ?? [])].filter(({ hidden }) => !hidden);

/** How many of the rows that are shown stand above the window. */
function firstInSight(element: HTMLTableElement): number {
  const shown = shownRows(element.tBodies[0]);
  let [from, to] = [0, shown.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((shown[middle]?.getBoundingClientRect().bottom ?? 0) <= 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What is in sight is in its place at once; the rest once that is painted, for to move five hundred rows takes longer than a frame. */
function moveRows(table: TableInPage, { order, shown }: Chosen, first: number): void {
  const { element, elements, moves } = table;
  const [body] = element.tBodies;
  if (!body) return;
  const sorted = order.flatMap((at) => elements[at] ?? []);
  const from = Math.max(0, first - BEHIND);
  const inSight = order.filter((at) => shown.has(at)).slice(from, first + AHEAD);
  const rows = new Set(inSight.flatMap((at) => elements[at] ?? []));
  for (const row of elements) row.classList.toggle('near', rows.has(row));
  const shownBefore = shownRows(body);
  const behind = shownBefore.filter((row) => !rows.has(row))[from];
  const stays = [...rows][first - from];
  const top = shownBefore[first]?.getBoundingClientRect().top ?? 0;
  // Rows are not all as high as each other. The browser would go after a row that it saw there before.
  const keepInSight = (place: () => void, top: number) => {
    const { style } = document.documentElement;
    style.overflowAnchor = 'none';
    place();
    const topNow = stays?.getBoundingClientRect().top ?? top;
    if (first > 0) scrollBy({ top: topNow - top, behavior: 'instant' });
    style.overflowAnchor = '';
  };
  keepInSight(() => (behind ? behind.before(...rows) : body.append(...rows)), top);
  moves.count += 1;
  const move = moves.count;
  const moveRest = () => {
    if (move !== moves.count) return;
    keepInSight(() => {
      // Off the page, for on it this takes a third longer.
      body.remove();
      body.append(...sorted);
      element.append(body);
    }, stays?.getBoundingClientRect().top ?? 0);
  };
  requestAnimationFrame(() => setTimeout(moveRest));
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

/** Browsers count calls of replaceState (Safari: 100 in 30 s), so a pause in typing is waited for. */
const PAUSE_MS = 250;

/**
 * Opens the state that the address holds, and writes it there once the reader has changed something. An anchor without keys is a call’s: `onAnchor`. Gives
 * what the present state is as a fragment.
 */
export function useCallsAddress(
  { asked, changed }: State,
  dispatch: Dispatch,
  onAnchor: (id: string) => void,
): () => string {
  /** What the link that was opened says besides, and this page does not know. */
  const unknown = useRef('');
  /** The address that the page was loaded with, or the one that it last opened or wrote. */
  const heard = useRef('');
  const fragmentNow = () => withEntries(writeCallsLink(asked), unknown.current);
  useEffect(() => {
    heard.current = location.hash;
    const open = async () => {
      const { hash } = location;
      if (!holdsState(hash)) {
        heard.current = hash;
        onAnchor(hash.slice(1));
        return;
      }
      markOpening(document.documentElement);
      const { value, diagnostics } = await readCallsLink(hash);
      if (hash !== location.hash) return;
      heard.current = hash;
      unknown.current = unknownEntries(CALLS_LINK, hash);
      dispatch({ kind: 'open', asked: value, notices: diagnostics });
    };
    const callOff = whenParsed(() => void open());
    addEventListener('hashchange', open);
    return () => {
      callOff();
      removeEventListener('hashchange', open);
    };
  }, [dispatch, onAnchor]);
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => {
      // A link may have been followed but not opened yet: it is not overwritten.
      if (location.hash !== heard.current) return;
      const fragment = fragmentNow();
      history.replaceState(history.state, '', fragment === '' ? location.pathname + location.search : `#${fragment}`);
      heard.current = location.hash;
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked, changed]);
  return fragmentNow;
}
