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

  it.each(entries)('$id is an anchor of words, not taken by a letter', ({ id }) =>
    expect(id).toMatch(/^(?!letter-)[a-z0-9]+(?:-[a-z0-9]+)*$/),
  );

  it.each(entries)('$id is told in one to three sentences', ({ body }) => {
    const { length } = sentencesOf(chapterText(body));
    expect([length > 0, length <= 3]).toEqual([true, true]);
  });

  it.each(entries)('$id links to a page that explains it', ({ body }) => {
    const pages = linksIn(body).filter((link) => /^\/(?:learn|play|reference)\//.test(link));
    expect(pages).not.toEqual([]);
  });

  it.each(entries)('$id links to terms that there are', ({ body }) =>
    expect(linksIn(body).filter((link) => link.startsWith('#') && !ids.includes(link.slice(1)))).toEqual([]),
  );
});

it.each(globSync('content/{learn,reference}/**/*.{md,mdx}'))('%s links to terms that there are', (path) => {
  const linked = [...read(path).matchAll(/\/reference\/glossary\/#([\w-]+)/g)].map((match) => match[1] ?? '');
  expect(linked.filter((id) => !ids.includes(id))).toEqual([]);
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
