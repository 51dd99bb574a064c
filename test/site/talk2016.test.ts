import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { chapterText, sentencesOf } from '../../src/site/markdown/chapterText.ts';
import { dataCitations } from '../../src/site/sources/dataCitations.ts';
import { referenceSchema, TALK_REFERENCES } from '../../src/site/talk/talkReferences.ts';
import { slideSchema, TALK_SLIDES, talkSlide } from '../../src/site/talk/talkSlides.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const page = read('content/talk/2016.mdx').replace(/^---\n[\s\S]*?\n---\n/, '');
const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);

/** The talk's slides, in its order: those about one thing are one. */
const ORDER = [
  ['the-title', 'still'],
  ['the-agenda', 'still'],
  ['container', 'still'],
  ['security', 'still'],
  ['the-iceberg', 'still'],
  ['containment-see-use-do', 'still'],
  ['containment-gartners-sentence', 'changed'],
  ['namespaces-root-on-both-sides', 'still'],
  ['namespaces-root-inside-165536-on-the-host', 'still'],
  ['enabling-userns-remapping', 'changed'],
  ['seccomp', 'still'],
  ['seccomp-profiles', 'changed'],
  ['how-do-i-get-it', 'still'],
  ['the-iceberg-again', 'still'],
  ['demo-time', 'changed'],
  ['demo', 'changed'],
  ['further-reading', 'changed'],
  ['booth-41', 'gone'],
  ['photo-credits', 'gone'],
];

describe('the slides', () => {
  it('are the talk’s, in its order', () => expect(TALK_SLIDES.map(({ id, status }) => [id, status])).toEqual(ORDER));

  it('stand on the page in that order, each under its title', () => {
    const shown = [...page.matchAll(/^## (.+)\n\n<TalkSlide of="([^"]+)">$/gm)].map(([, title, id]) => ({ title, id }));
    expect(shown).toEqual(TALK_SLIDES.map(({ title, id }) => ({ title, id })));
    expect(headings).toEqual([...TALK_SLIDES.map(({ title }) => title), 'What became of the references']);
  });

  it.each(TALK_SLIDES.map(({ id }) => id))('%s says what was said, and what there is to say now', (id) => {
    const [, slide = ''] = new RegExp(`<TalkSlide of="${id}">\\n([\\s\\S]*?)\\n</TalkSlide>`).exec(page) ?? [];
    expect([...slide.matchAll(/<Fragment slot="(then|now)">\n\n./g)].map(([, slot]) => slot)).toEqual(['then', 'now']);
  });

  it('know their places', () =>
    expect([talkSlide('the-title').number, talkSlide('photo-credits').number]).toEqual([1, TALK_SLIDES.length]));

  it('there is none that the talk didn’t have', () =>
    expect(() => talkSlide('cgroups')).toThrow('The talk has no slide “cgroups”.'));

  const slide = { id: 'a', title: 'A', status: 'still', today: [{ words: 'a chapter', path: '/learn/a/' }] };
  it.each([
    ['as it should be', {}, true],
    ['an anchor of the page', { today: [{ words: 'below', path: '#below' }] }, true],
    ['another status', { status: 'true' }, false],
    ['nowhere today', { today: [] }, false],
    ['today at another site', { today: [{ words: 'there', path: 'https://a.example/' }] }, false],
    ['an anchor with blanks', { id: 'a b' }, false],
    ['a key too many', { number: 1 }, false],
  ])('the schema: %s', (_, change, isValid) =>
    expect(slideSchema.safeParse({ ...slide, ...change }).success).toBe(isValid),
  );
});

describe('the references', () => {
  it('are all of the talk’s, each with where it lives, where a copy is, or neither', () =>
    expect(TALK_REFERENCES.map(({ group, id, outcome }) => `${group} ${id}: ${outcome}`)).toEqual([
      'reading userns-talk: archived',
      'reading default-profile: successor',
      'reading seccomp-docs: successor',
      'reading non-events: archived',
      'reading gartner-report: not-checked',
      'reading safer-in-containers: not-checked',
      'demo lab: successor',
      'demo pinned-tweet: not-checked',
      'booth tuf: archived',
      'booth orchestration: successor',
      'booth meetup: not-checked',
      'pictures photo-iceberg: not-checked',
      'pictures photo-horses: not-checked',
      'pictures photo-catan: not-checked',
      'pictures photo-workbench: not-checked',
      'pictures memegenerator: not-checked',
    ]));

  it('stand on the page, group by group, in the order of the slides', () =>
    expect([...page.matchAll(/<TalkReferences group="(\w+)" \/>/g)].map(([, group]) => group)).toEqual([
      ...new Set(TALK_REFERENCES.map(({ group }) => group)),
    ]));

  it('have anchors of their own', () =>
    expect(new Set(TALK_REFERENCES.map(({ id }) => id)).size).toBe(TALK_REFERENCES.length));

  it('no address of then is cited as a source of today', () => {
    const cited = new Set(dataCitations().map(({ url }) => url));
    expect(TALK_REFERENCES.filter(({ address }) => address !== undefined && cited.has(address))).toEqual([]);
  });

  it('what became of them is among the sources', () => {
    const cited = new Set(
      dataCitations()
        .filter(({ by }) => by.path === '/talk/2016/')
        .map(({ url }) => url),
    );
    expect(TALK_REFERENCES.filter((each) => 'link' in each && !cited.has(each.link.url))).toEqual([]);
    expect(cited).toContain('https://github.com/docker/docs/issues/23158');
  });

  const reference = { id: 'a', group: 'reading', name: 'A', told: 'Moved.' };
  const link = { title: 'A', url: 'https://a.example/' };
  it.each([
    ['a successor', { outcome: 'successor', link }, true],
    ['a copy', { outcome: 'archived', link }, true],
    ['neither, and it says so', { outcome: 'not-checked' }, true],
    ['a successor that nobody names', { outcome: 'successor' }, false],
    ['not checked, and yet a link', { outcome: 'not-checked', link }, false],
    ['nothing said', {}, false],
    ['an address that is none', { outcome: 'not-checked', address: 'blog.docker.com' }, false],
  ])('the schema: %s', (_, change, isValid) =>
    expect(referenceSchema.safeParse({ ...reference, ...change }).success).toBe(isValid),
  );
});

test('the chapter leads to the page under the heading that it always had', () => {
  const [, section = ''] =
    /^### The talk's references, now\n([\s\S]*?)^## /m.exec(read('content/learn/iceberg.mdx')) ?? [];
  expect(section).toContain('](/talk/2016/#what-became-of-the-references)');
});

test('CONTRIBUTING names the page where it says where the talk lives', () => {
  const [, section = ''] = /^## Where the talk lives\n([\s\S]*)/m.exec(read('CONTRIBUTING.md')) ?? [];
  expect(section).toContain('`content/talk/2016.mdx`');
});

test('its sentences have at most 18 words, by the median', () => {
  const told = TALK_REFERENCES.map((each) => each.told).join('\n\n');
  const lengths = [page, told]
    .flatMap((text) => sentencesOf(chapterText(text)))
    .map((words) => words.length)
    .sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(18);
});
