import { OVERFLOW_ID } from '../../../../engine/idmap/index.ts';
import type { DrawnTrace, Stop, Tag } from './Drawing.ts';
import type { FoldedScale } from './foldedScale.ts';
import { BAR_HEIGHT, DIGIT_WIDTH, EDGE, type Layout, type MapPlace, TAG_HEIGHT } from './layout.ts';
import type { PictureOf } from './PictureOf.ts';
import { round, sway } from './paths.ts';

/** The way of an id through the levels that know it: its id on each line from `first` on. */
export interface Way {
  first: number;
  ids: readonly number[];
  asked: number;
}

/** The part of the trace that hangs together around the line of the question. */
export function wayOf({ trace, asked }: Pick<PictureOf, 'trace' | 'asked'>): Way | undefined {
  if (!trace) return undefined;
  const start = asked ?? trace.findIndex((id) => id !== undefined);
  if (trace[start] === undefined) return undefined;
  let first = start;
  while (trace[first - 1] !== undefined) first--;
  const after = trace.indexOf(undefined, start);
  const ids = trace.slice(first, after === -1 ? undefined : after).filter((id) => id !== undefined);
  return { first, ids, asked: start };
}

/** The box around `text`, in the middle of `x` as far as the edges let it. */
export function tagAcross(text: string, x: number, width: number): Pick<Tag, 'x' | 'width'> {
  const length = text.length * DIGIT_WIDTH + 14;
  return { x: round(within(x - length / 2, EDGE / 2, width - EDGE / 2 - length)), width: round(length) };
}

/** The way drawn: through every level that has an id for it, and on to the water's surface where the next one has none. */
export function drawTrace({ first, ids, asked }: Way, scale: FoldedScale, heights: Layout, width: number): DrawnTrace {
  const { maps } = heights;
  const path: string[] = [];
  const lost: string[] = [];
  const ends: DrawnTrace['ends'][number][] = [];
  const tags: Tag[] = [];
  const stops: Stop[] = [];
  for (const [index, id] of ids.entries()) {
    const line = first + index;
    const x = scale.at(id);
    const above = maps[line - 1];
    const below = maps[line];
    const heightsOnLine = [above?.outside, below?.inside].flatMap((axis) => (axis ? [axis.bar + BAR_HEIGHT / 2] : []));
    for (const y of heightsOnLine) ends.push({ x: round(x), y, asked: line === asked });
    if (above && below) path.push(`M${round(x)} ${heightsOnLine[0]}V${heightsOnLine[1]}`);
    tags.push({ text: `${id}`, y: heights.tags[line] ?? 0, height: TAG_HEIGHT, ...tagAcross(`${id}`, x, width) });
    const next = ids[index + 1];
    if (below && next !== undefined) path.push(passage(x, scale.at(next), below));
    if (below && next === undefined) {
      lost.push(`M${round(x)} ${below.inside.bar + BAR_HEIGHT / 2}V${below.wave}`);
      stops.push(stopAt(x, below.wave, ['no host ID:', 'EINVAL'], 28, width));
    }
    if (above && index === 0) {
      lost.push(`M${round(x)} ${above.outside.bar + BAR_HEIGHT / 2}V${above.wave}`);
      stops.push(stopAt(x, above.wave, ['no container ID:', `appears as ${OVERFLOW_ID}`], -38, width));
    }
  }
  return { path: path.join(''), lost: lost.join(''), mapped: ids.length > 1, ends, tags, stops };
}

/** Through the band of a map, from the middle of the bar above to that of the bar below. */
function passage(from: number, to: number, { inside, ribbonTop, ribbonBottom, outside }: MapPlace): string {
  const curve = sway({ x: from, y: ribbonTop }, { x: to, y: ribbonBottom });
  return `M${round(from)} ${inside.bar + BAR_HEIGHT / 2}V${ribbonTop}${curve}V${outside.bar + BAR_HEIGHT / 2}`;
}

/** A cross on the surface; its words stand beyond it, in the middle of it as far as the edges let them. */
function stopAt(x: number, wave: number, words: readonly string[], toFirstFoot: number, width: number): Stop {
  const half = (Math.max(...words.map((each) => each.length)) * DIGIT_WIDTH) / 2;
  const middle = round(within(x, EDGE + half, width - EDGE - half));
  return {
    x: round(x),
    y: wave,
    words: words.map((text, row) => ({ text, x: middle, y: wave + toFirstFoot + 18 * row })),
  };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
