import written from '../../../content/data/debuggingTree.json' with { type: 'json' };
import type { Places } from '../../islands/tree/state/model.ts';
import type { Place } from '../../islands/tree/state/Place.ts';
import { type TreeCause, type TreePlace, type TreeQuestion, treeSchema } from './treeSchema.ts';

/** The tree of the chapter about debugging; throws where the file isn't one. */
export const debuggingTree: TreeQuestion = treeSchema.parse(written);

export const isCause = (place: TreePlace): place is TreeCause => 'cause' in place;

/** Every place of a tree, each question before what it leads to. */
export function placesIn(place: TreePlace): [TreePlace, ...TreePlace[]] {
  return [place, ...(isCause(place) ? [] : place.answers.flatMap(({ leadsTo }) => placesIn(leadsTo)))];
}

/** The same as the island needs it. */
export function placesOf(first: TreeQuestion): Places {
  return [{ id: first.id, words: first.asks, isCause: false }, ...placesAfter(first)];
}

function placesAfter(place: TreePlace): Place[] {
  if (isCause(place)) return [];
  return place.answers.flatMap(({ says, short, leadsTo }) => [
    {
      id: leadsTo.id,
      words: isCause(leadsTo) ? leadsTo.cause : leadsTo.asks,
      isCause: isCause(leadsTo),
      from: place.id,
      answer: plain(says),
      ...(short !== undefined && { short }),
    },
    ...placesAfter(leadsTo),
  ]);
}

/** The words alone, for the trail. */
const plain = (markdown: string): string => markdown.replace(/[*`]/g, '');
