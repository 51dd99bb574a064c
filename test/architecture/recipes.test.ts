import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instruments } from '../../src/site/paths.ts';
import { BOOK } from '../site/book.ts';
import { testRows } from '../testRows.ts';

// What the recipes of CONTRIBUTING.md ask for, where neither a type nor another test would miss it.
const read = (path: string) => readFileSync(path, 'utf8');
const readAll = (pattern: string) => globSync(pattern).map(read).join('\n');

describe('a finding', () => {
  const checks = readAll('src/engine/seccomp/findings/checks/*.ts');
  const listed = /^const CHECKS.*= \[([^\]]*)\];/m.exec(read('src/engine/seccomp/findings/findings.ts'))?.[1] ?? '';

  it('is in CHECKS', () =>
    expect(listed.split(',').map((name) => name.trim())).toEqual(
      expect.arrayContaining(named(checks, /^export function (\w+)\([^)]*: Situation\): Finding\[\]/gm)),
    ));
});

describe('a chapter', () => {
  const chapters = globSync('content/learn/*.mdx').map((path) => ({ path, text: read(path) }));

  testRows(
    'has its number and its part in the book, and ends with something to try',
    chapters,
    ({ path }) => path,
    ({ path, text }) => {
      const at = BOOK.findIndex(([slug]) => slug === basename(path, '.mdx'));
      const [order, part] = ['order', 'part'].map((key) => new RegExp(`^${key}: (.*)$`, 'm').exec(text)?.[1]);
      expect([order, part]).toEqual([String(at + 1), BOOK[at]?.[1]]);
      expect([...text.matchAll(/^## (.*)$/gm)].at(-1)?.[1]).toBe('Try it');
    },
  );
  testRows(
    'has figures with a description, and their colours from classes',
    globSync('src/site/**/*.astro').filter((path) => read(path).includes('<title')),
    String,
    (path) => {
      expect(read(path)).toContain('<desc');
      expect(read(path)).not.toMatch(/\b(?:fill|stroke|style)="(?!none)/);
    },
  );
});

describe('an instrument', () => {
  const paths = instruments.map(({ path }) => path);

  it('is in the table of instruments', () => {
    const pages = globSync('src/pages/play/*.astro').map((page) => `/play/${basename(page, '.astro')}/`);
    expect(pages.sort()).toEqual([...paths].sort());
  });
  testRows(
    'what its link means is kept for ever by the table of published links',
    globSync('src/share/*Link.ts').filter((file) => /^export const .*: LinkFormat</m.test(read(file))),
    String,
    (file) => expect(read('src/tools/links/publishedLinks.ts')).toContain(`/${basename(file)}'`),
  );
});

/** The first group of every match, once each; at least one. */
function named(text: string, pattern: RegExp): string[] {
  const names = [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  if (names.length === 0) throw new Error(`${pattern} finds nothing`);
  return names;
}
