import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { byLetter } from '../../src/site/glossary.ts';
import { chapterText, sentencesOf } from '../../src/site/markdown/chapterText.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const entries = globSync('content/reference/glossary/*.md').map((path) => {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read(path)) ?? [];
  const [, term = ''] = /^term: "?(.*?)"?$/m.exec(front) ?? [];
  return { id: basename(path, '.md'), term, body };
});
const ids = entries.map(({ id }) => id);
const linksIn = (text: string) => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');

describe('the glossary', () => {
  it('has a term but once', () => {
    const terms = entries.map(({ term }) => term.toLowerCase());
    expect(terms.filter((term, at) => terms.indexOf(term) !== at)).toEqual([]);
  });

  it('has anchors of words, which no letter takes', () =>
    expect(ids.filter((id) => !/^(?!letter-)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]));

  it('tells each term in one to three sentences', () => {
    const told = entries.map(({ id, body }) => [id, sentencesOf(chapterText(body)).length] as const);
    expect(told.filter(([, count]) => count < 1 || count > 3)).toEqual([]);
  });

  it('links each term to a page that explains it', () => {
    const isPage = (link: string) => /^\/(?:learn|play|reference)\//.test(link);
    expect(entries.filter(({ body }) => !linksIn(body).some(isPage)).map(({ id }) => id)).toEqual([]);
  });

  it('is linked to, by itself and from all pages, where there is a term', () => {
    const own = entries.flatMap(({ id, body }) => linksIn(body).map((link) => [id, /^#(.*)/.exec(link)?.[1]] as const));
    const others = globSync('content/{learn,reference}/**/*.{md,mdx}').flatMap((path) =>
      [...read(path).matchAll(/\/reference\/glossary\/#([\w-]+)/g)].map((match) => [path, match[1]] as const),
    );
    expect([...own, ...others].filter(([, to]) => to !== undefined && !ids.includes(to))).toEqual([]);
  });
});

describe('by letter', () => {
  const term = (word: string) => ({ id: word, term: word, also: [] });
  it('in the order of the alphabet, capitals or not, digits first', () =>
    expect(
      byLetter(['UID', 'action', 'AppArmor', 'uid_map', '9p'].map(term)).map(({ letter, terms }) => [
        letter,
        terms.map(({ id }) => id),
      ]),
    ).toEqual([
      ['0–9', ['9p']],
      ['A', ['action', 'AppArmor']],
      ['U', ['UID', 'uid_map']],
    ]));
});
