/** Rows and columns that show a whole text without scrolling, in characters of a monospaced font. */
export interface TextSize {
  rows: number;
  cols: number;
}

/** Must agree with `tab-size` in ui.css. */
const TAB = 4;

/** The size of `text`: its lines, and its longest line with tabs laid out and wide characters counted twice. */
export function textSize(text: string): TextSize {
  let rows = 1;
  let cols = 0;
  let column = 0;
  for (const character of text) {
    if (character === '\n') {
      rows++;
      column = 0;
      continue;
    }
    if (character === '\t') column += TAB - (column % TAB);
    else column += isWide(character) ? 2 : 1;
    if (column > cols) cols = column;
  }
  return { rows, cols };
}

/** East Asian scripts and emoji, which take two cells: the blocks from U+1100 on, coarsely; too wide does no harm. */
function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) >= 0x1100;
}
