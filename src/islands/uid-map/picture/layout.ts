/** The sizes of the picture, in units of its viewBox; text is FONT_SIZE high, and the view never shrinks it below 11 pixels. */
export const FONT_SIZE = 14;

/** A digit of a monospaced face is 0.6 em wide, of some a little more. */
export const DIGIT_WIDTH = FONT_SIZE * 0.62;

export const EDGE = 18;
export const BAR_HEIGHT = 18;
export const TAG_HEIGHT = 24;

const CAPTION = 20;
const ROW = 22;

/** Heights from top to bottom. `farRow`: whether the line above (below) needs a second row of labels. */
export function layout(farRow: { inside: boolean; outside: boolean }) {
  const insideRow = CAPTION + (farRow.inside ? 2 : 1) * ROW;
  const insideBar = insideRow + 8;
  const ribbonTop = insideBar + BAR_HEIGHT;
  const ribbonBottom = ribbonTop + 150;
  const outsideRow = ribbonBottom + BAR_HEIGHT + 20;
  const outsideCaption = outsideRow + (farRow.outside ? ROW : 0) + ROW + 2;
  return {
    insideCaption: CAPTION - 4,
    insideRow,
    insideFarRow: insideRow - ROW,
    insideBar,
    ribbonTop,
    wave: (ribbonTop + ribbonBottom) / 2,
    ribbonBottom,
    outsideBar: ribbonBottom,
    outsideRow,
    outsideFarRow: outsideRow + ROW,
    outsideCaption,
    height: outsideCaption + 14,
  };
}

export type Layout = ReturnType<typeof layout>;
