import { OVERFLOW_ID } from '../../../engine/idmap/index.ts';
import type { DrawnTrace, Tag, Trace } from './Drawing.ts';
import type { FoldedScale } from './foldedScale.ts';
import { BAR_HEIGHT, DIGIT_WIDTH, EDGE, type Layout, TAG_HEIGHT } from './layout.ts';
import { round, sway } from './paths.ts';

/** Room between a tag and its line, so that the marker on the line stays free. */
const TAG_GAP = 7;

/** The way of an id from one line to the other, or to the waterline where the other side has no id for it. */
export function drawTrace(trace: Trace, scale: FoldedScale, heights: Layout, width: number): DrawnTrace | undefined {
  const inside =
    trace.inside === undefined ? undefined : { x: scale.at(trace.inside), y: heights.insideBar + BAR_HEIGHT / 2 };
  const outside =
    trace.outside === undefined ? undefined : { x: scale.at(trace.outside), y: heights.outsideBar + BAR_HEIGHT / 2 };
  const insideTag = inside && tag(`${trace.inside}`, inside.x, heights.ribbonTop + TAG_GAP, width);
  const outsideTag = outside && tag(`${trace.outside}`, outside.x, heights.ribbonBottom - TAG_GAP - TAG_HEIGHT, width);
  const tags = [insideTag, outsideTag].filter((each) => each !== undefined);
  const ends = [inside, outside]
    .filter((end) => end !== undefined)
    .map(({ x, y }) => ({ x: round(x), y, mapped: inside !== undefined && outside !== undefined }));

  if (inside && outside) {
    const path = `M${round(inside.x)} ${inside.y}${`L${round(inside.x)} ${heights.ribbonTop}`}${sway(
      { x: inside.x, y: heights.ribbonTop },
      { x: outside.x, y: heights.ribbonBottom },
    )}L${round(outside.x)} ${outside.y}`;
    return { path, ends, tags, stop: undefined };
  }
  const start = inside ?? outside;
  if (!start) return undefined;
  const words = inside ? ['no id outside'] : ['no id inside:', `shows as ${OVERFLOW_ID}`];
  const x = round(start.x);
  return {
    path: `M${x} ${start.y}V${heights.wave}`,
    ends,
    tags,
    stop: { x, y: heights.wave, words, ...wordsPlace(words, start.x, heights.wave, inside !== undefined, width) },
  };
}

/** A box around `text`, in the middle of `x` as far as the edges let it. */
function tag(text: string, x: number, y: number, width: number): Tag {
  const length = text.length * DIGIT_WIDTH + 14;
  const left = Math.max(EDGE / 2, Math.min(x - length / 2, width - EDGE / 2 - length));
  return { text, x: round(left), y, width: round(length), height: TAG_HEIGHT };
}

/** Beyond the waterline, in the middle of the stop as far as the edges let it; the y is that of the first line's foot. */
function wordsPlace(words: readonly string[], x: number, wave: number, below: boolean, width: number) {
  const half = (Math.max(...words.map((each) => each.length)) * DIGIT_WIDTH) / 2;
  return {
    wordsX: round(Math.max(EDGE + half, Math.min(x, width - EDGE - half))),
    wordsY: below ? wave + 28 : wave - 20 - 18 * (words.length - 1),
  };
}
