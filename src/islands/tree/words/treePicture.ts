import type { Places } from '../state/model.ts';
import type { Place } from '../state/Place.ts';

/** A place as a dot of the picture. */
export interface Dot {
  place: Place;
  x: number;
  y: number;
  /** The line from the place before it. */
  line?: string;
}

export interface TreePicture {
  width: number;
  height: number;
  dots: Dot[];
  labels: { id: string; text: string; x: number; y: number }[];
}

/** Between one question and the next, between two causes, and between the causes of one label and the next. */
const STEP = 19;
const ROW = 6.5;
const GAP = 4;
/** A label's own height, which the causes beside it may not fill. */
const LABEL = 14;
const MARGIN = 8;
/** Between the causes and the labels, and the room of the longest label. */
const APART = 4;
const LABELS = 94;

/**
 * A tidy drawing of the tree: the first question on the left, every cause in one column on the right, each question at the middle of what it leads to. A
 * label stands beside the causes of the answer that it names.
 */
export function treePicture(places: Places): TreePicture {
  const [first] = places;
  const after = (id: string) => places.filter(({ from }) => from === id);
  const deepest = Math.max(...places.map((place) => depthOf(places, place)));
  const column = MARGIN + deepest * STEP;
  const dots: Dot[] = [];
  const labels: TreePicture['labels'] = [];
  let y = MARGIN;

  const draw = (place: Place, depth: number): number => {
    const start = y;
    const next = after(place.id);
    const rows = next.map((each) => draw(each, depth + 1));
    const middle = next.length === 0 ? y : ((rows[0] ?? y) + (rows.at(-1) ?? y)) / 2;
    if (next.length === 0) y += ROW;
    if (place.short !== undefined) {
      y = Math.max(y, start + LABEL);
      labels.push({ id: place.id, text: place.short, x: column + MARGIN + APART, y: (start + y - ROW) / 2 });
      y += GAP;
    }
    const x = place.isCause ? column : MARGIN + depth * STEP;
    dots.push({ place, x, y: middle });
    return middle;
  };
  draw(first, 0);

  const at = new Map(dots.map((dot) => [dot.place.id, dot]));
  return {
    width: column + MARGIN + APART + LABELS,
    height: y + MARGIN,
    labels,
    dots: dots.map((dot) => {
      const before = dot.place.from === undefined ? undefined : at.get(dot.place.from);
      return before ? { ...dot, line: `M${before.x} ${before.y}V${dot.y}H${dot.x}` } : dot;
    }),
  };
}

function depthOf(places: Places, { from }: Place): number {
  const before = places.find(({ id }) => id === from);
  return before ? depthOf(places, before) + 1 : 0;
}
