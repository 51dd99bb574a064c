import { type Places, pathTo, type State } from '../state/model.ts';
import type { Place } from '../state/Place.ts';

/** A step of the way: a question that was answered, and how; the last is where the reader is. */
export interface Step {
  id: string;
  words: string;
  answer?: string;
}

/** What is seen of a tree besides its places. */
export interface TreeView {
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
