import { type Places, pathTo, type State } from '../state/model.ts';
import type { Place } from '../state/Place.ts';

/** A place as a dot of the picture. */
interface Dot {
  place: Place;
  x: number;
  y: number;
  /** The line from the place before it. */
  line?: string;
}

interface TreePicture {
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

/** A step of the way: a question that was answered, and how; the last is where the reader is. */
export interface Step {
  id: string;
  words: string;
  answer?: string;
}

/** What is seen of a tree besides its places. */
interface TreeView {
  steps: Step[];
  /** The ids of the steps. */
  path: ReadonlySet<string>;
  /** For a screen reader: where the reader has come to. */
  said: string;
  toggle: string;
}

/** What is seen in a state. */
export function select(places: Places, { here, isWhole }: State): TreeView {
  const way = pathTo(places, here);
  const steps = way.map(({ id, words }, at): Step => {
    const answer = way[at + 1]?.answer;
    return { id, words, ...(answer !== undefined && { answer }) };
  });
  return {
    steps,
    path: new Set(way.map(({ id }) => id)),
    said: saidOf(places, way),
    toggle: isWhole ? 'One question at a time' : 'Show the whole tree',
  };
}

function saidOf(places: Places, way: readonly Place[]): string {
  const last = way.at(-1);
  if (!last) return '';
  if (last.isCause) return `Cause, after ${counted(way.length - 1, 'answer')}: ${last.words}`;
  const answers = places.filter(({ from }) => from === last.id).length;
  return `Question ${way.length}: ${last.words} ${counted(answers, 'answer')}.`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
