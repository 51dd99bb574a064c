import { z } from 'astro/zod';
import written from '../../../content/data/debuggingTree.json' with { type: 'json' };
import type { Layer } from '../../engine/idmap/index.ts';
import { LAYER_WORDS } from '../../islands/ask/words/secretWords.ts';
import type { Places } from '../../islands/tree/state/model.ts';
import type { Place } from '../../islands/tree/state/Place.ts';

/** A line of Markdown. */
const markdown = z.string().trim().min(1);

const id = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

/** Steps of a recording, as the component Transcript quotes them. */
const shown = z.strictObject({
  of: z.string(),
  steps: z.string(),
  mark: z.string().optional(),
  title: z.string().optional(),
});

/** What is looked at: what to type, where that was recorded, and, where it couldn't be, what is known of it. */
const look = { shown: z.array(shown).min(1).optional(), note: markdown.optional() };

const LAYERS = Object.keys(LAYER_WORDS) as [Layer, ...Layer[]];

/** Where a way ends: who said no, what helps, and a message of which the site's diagnosis (src/engine/diagnose) says the same. */
const cause = z.strictObject({
  id,
  cause: markdown,
  layer: z.enum(LAYERS),
  says: markdown,
  command: z.string().optional(),
  ...look,
  fix: markdown,
  example: z.string(),
  code: z.string(),
  links: z.array(z.strictObject({ to: z.string().startsWith('/'), words: z.string() })).min(1),
});

/** A question with its command and at least two answers. What an answer leads to stands in it, so no way is a dead end and none leads in a circle. */
const question = z.strictObject({
  id,
  asks: z.string().regex(/\?$/),
  says: markdown,
  command: z.string(),
  ...look,
  get answers() {
    return z.array(answer).min(2);
  },
});

const answer = z.strictObject({
  says: markdown,
  /** In a word, for the picture. */
  short: z.string().max(14).optional(),
  get leadsTo(): z.ZodUnion<[typeof question, typeof cause]> {
    return z.union([question, cause]);
  },
});

/** A decision tree as its author wrote it: content/data/debuggingTree.json. */
const treeSchema = question;

export type TreeQuestion = z.infer<typeof question>;
type TreeCause = z.infer<typeof cause>;
export type TreePlace = TreeQuestion | TreeCause;

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
