/** Lines of a recording that a slide shows in letters that a hall can read. */
const MOST_ROWS = 14;
/** Rows of a table, each of which may have two lines. */
const MOST_TABLE_ROWS = 8;

/** A piece of a page in parts that a slide has room for: a long recording between its commands, a long table between its rows, under the same head. */
export function partedPiece(piece: Element): Element[] {
  if (piece.matches('figure.code')) return inParts(piece, '.row', MOST_ROWS, isCommand);
  if (piece.matches('table')) return inParts(piece, 'tbody > tr', MOST_TABLE_ROWS, () => true);
  return [piece];
}

/** A prompt of a shell begins a command; `>` goes on with one. */
function isCommand(row: Element): boolean {
  const prompt = row.querySelector('.prompt')?.textContent;
  return prompt !== undefined && prompt !== null && !/^>/.test(prompt);
}

/** Copies of the piece, each with some of its rows; a new one begins only at a row that may stand first. */
function inParts(piece: Element, rows: string, most: number, mayBegin: (row: Element) => boolean): Element[] {
  const all = [...piece.querySelectorAll(rows)];
  if (all.length <= most) return [piece];
  const groups: number[][] = [];
  for (const [at, row] of all.entries()) {
    const last = groups.at(-1);
    if (last === undefined || mayBegin(row)) groups.push([at]);
    else last.push(at);
  }
  const parts: number[][] = [];
  for (const group of groups) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + group.length <= most) last.push(...group);
    else parts.push([...group]);
  }
  return parts.map((kept) => {
    const copy = piece.cloneNode(true) as Element;
    for (const [at, row] of [...copy.querySelectorAll(rows)].entries()) if (!kept.includes(at)) row.remove();
    return copy;
  });
}
