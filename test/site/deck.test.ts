import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { testRows } from '../testRows.ts';

const text = readFileSync('content/talk/deck/deck.mdx', 'utf8');
const slides = [...text.matchAll(/<Slide id="([^"]+)" title="([^"]+)" kind="([^"]+)">([\s\S]*?)<\/Slide>/g)].map(
  ([, id = '', title = '', kind = '', body = '']) => ({
    id,
    title,
    kind,
    shown: body.replace(/<Notes>[\s\S]*<\/Notes>/, ''),
    notes: /<Notes>([\s\S]*)<\/Notes>/.exec(body)?.[1]?.trim() ?? '',
  }),
);
const wordsOf = (part: string) =>
  part.replaceAll(/```[\s\S]*?```|<[^>]*>|[*`>]/g, ' ').match(/[\p{L}\d][\p{L}\d’'-]*/gu) ?? [];

// The order of the slides of 24 August 2016, and what was put between them. An id is an address for ever.
it('tells the story of 2016 in its order', () =>
  expect(slides.map(({ id }) => id)).toEqual([
    'title',
    'preliminaries',
    'container',
    'security',
    'iceberg',
    'containment',
    'one-sentence',
    'namespaces',
    'root-and-root',
    'root-and-165536',
    'whose-user',
    'enabling',
    'seccomp',
    'profiles',
    'ask-the-profile',
    'step-a-call',
    'how-do-i-get-it',
    'what-changed',
    'calls-not-intentions',
    'iceberg-again',
    'demo',
    'demo-root',
    'demo-user',
    'demo-range',
    'demo-remap',
    'demo-remapped',
    'demo-bozo',
    'references',
    'end',
  ]));

it('has a code of the deck on its first and last slide', () =>
  expect([slides.at(0), slides.at(-1)].map((slide) => slide?.shown.includes('<QrCode to="/talk/"'))).toEqual([
    true,
    true,
  ]));

testRows(
  'each slide has notes to speak by and few words to read, and counts by the engine: its own numbers are of releases and IDs',
  slides,
  ({ id }) => id,
  ({ kind, shown, notes }) => {
    expect(wordsOf(notes).length).toBeGreaterThan(20);
    expect(wordsOf(shown).length).toBeLessThanOrEqual(45);
    expect(shown.replaceAll(/<[^>]*>|```[\s\S]*?```/g, '').match(/\b\d{3}\b/g) ?? []).toEqual([]);
    expect(notes.match(/\b(?:\d+|thousand|hundred)\b[^.<]*\binstructions\b/g) ?? []).toEqual([]);
    if (kind === 'live')
      expect(shown).toMatch(
        /<Live to="\/play\/[a-z-]+\/" state="[^"]+">|<LiveFilter id="[^"]+" call="[^"]+" second="[^"]+" \/>/,
      );
  },
);
