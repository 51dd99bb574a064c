/** Rows and columns that show a whole text without scrolling, in characters of a monospaced font. */
export interface TextSize {
  rows: number;
  cols: number;
}

/** Must agree with `tab-size` in ui.css. */
const TAB = 4;

const LINE_END = 0x0a;
const TABULATOR = 0x09;

/** The size of `text`: its lines, and its longest line with tabs laid out and wide characters counted twice. */
export function textSize(text: string): TextSize {
  let rows = 1;
  let cols = 0;
  let column = 0;
  // By code units: the text is measured at every key, and may have a million.
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LINE_END) {
      rows++;
      column = 0;
      continue;
    }
    if (unit === TABULATOR) column += TAB - (column % TAB);
    else if (unit < WIDE) column++;
    else if (!endsPair(text, at, unit)) column += 2;
    if (column > cols) cols = column;
  }
  return { rows, cols };
}

/** East Asian scripts and emoji take two cells: the blocks from U+1100 on, coarsely; too wide does no harm. */
const WIDE = 0x1100;

/** Whether it is the second half of a surrogate pair. */
function endsPair(text: string, at: number, unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00 && at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}
