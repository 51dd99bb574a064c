/** Lines of a recording that a slide shows in letters that a hall can read. */
const MOST_ROWS = 14;
/** Rows of a table, each of which may have two lines. */
const MOST_TABLE_ROWS = 8;
/** Rows that stand together, as a command and what it printed, are parted only where the smallest letters can't show them. */
const MOST_TOGETHER = 24;

/** Whether a row may stand first on a slide. */
type MayBegin = (row: Element, before: Element) => boolean;

/** A piece of a page in parts that a slide has room for: a long recording between its commands, a file at its empty lines, a long table between its rows, under the same head. */
export function partedPiece(piece: Element): Element[] {
  if (piece.matches('figure.code')) return inParts(piece, '.row', MOST_ROWS, hasPrompt(piece) ? isCommand : isAfterGap);
  if (piece.matches('table')) return inParts(piece, 'tbody > tr', MOST_TABLE_ROWS, () => true);
  return [piece];
}

const hasPrompt = (piece: Element): boolean => piece.querySelector('.prompt') !== null;

/** A prompt of a shell begins a command; `>` goes on with one. */
function isCommand(row: Element): boolean {
  const prompt = row.querySelector('.prompt')?.textContent;
  return prompt !== undefined && prompt !== null && !/^>/.test(prompt);
}

const isAfterGap: MayBegin = (_, before) => before.textContent?.trim() === '';

/** Copies of the piece, each with some of its rows. */
function inParts(piece: Element, rows: string, most: number, mayBegin: MayBegin): Element[] {
  const all = [...piece.querySelectorAll(rows)];
  if (all.length <= most) return [piece];
  return joined(together(all, mayBegin), most).map((kept) => {
    const copy = piece.cloneNode(true) as Element;
    for (const [at, row] of [...copy.querySelectorAll(rows)].entries()) if (!kept.includes(at)) row.remove();
    const code = copy.querySelector<HTMLElement>(':scope.numbered code');
    if (code) code.style.counterReset = `row ${kept[0]}`;
    return copy;
  });
}

/** The places of rows that stay on one slide. */
function together(rows: readonly Element[], mayBegin: MayBegin): number[][] {
  const groups: number[][] = [];
  for (const [at, row] of rows.entries()) {
    const last = groups.at(-1);
    const before = rows[at - 1];
    if (!last || !before || mayBegin(row, before) || last.length === MOST_TOGETHER) groups.push([at]);
    else last.push(at);
  }
  return groups;
}

/** Groups one after the other on a slide, as long as there is room. */
function joined(groups: readonly number[][], most: number): number[][] {
  const parts: number[][] = [];
  for (const group of groups) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + group.length <= most) last.push(...group);
    else parts.push([...group]);
  }
  return parts;
}
