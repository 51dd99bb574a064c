import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild, subPath, subPathBuild } from '../browser/builds.ts';
import { foundOn } from '../browser/foundOn.ts';
import { openSite, type Site } from '../browser/site.ts';

const ORIGIN = `https://example.org${subPath}`;
const pages = await builtPages(subPathBuild);
const ids = new Map(
  pages.map(({ path, html }) => [path, new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))]),
);
const twins = pages.flatMap(({ path, html }) => {
  const [, file] = /<link rel="alternate" type="text\/markdown" href="([^"]+)"/.exec(html) ?? [];
  return file === undefined ? [] : [{ path, html, file: file.replace(subPath, '') }];
});
const read = (file: string, build = subPathBuild) => readFile(join(build, file), 'utf8');
/** Markdown without its blocks of code, where what looks like a link is none. */
const withoutCode = (markdown: string) => markdown.replace(/^ *(?:[-*] )?```[\s\S]*?^ *```$/gm, '');
const links = (markdown: string) =>
  [...withoutCode(markdown).matchAll(/\]\(([^)\s]*)\)/g)].map(([, link = '']) => link);
const squeezed = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** The links of a text that lead to no page, file or heading of this build. */
function broken(markdown: string): string[] {
  return links(markdown).filter((link) => {
    if (!link.startsWith(ORIGIN)) return !/^https?:\/\/(?!example\.org)/.test(link);
    const url = new URL(link);
    const path = url.pathname.slice(subPath.length);
    const isState = /^\/(?:play|embed|lab|talk)\//.test(path) || /^#[a-z]+=/.test(url.hash);
    const anchor = decodeURIComponent(url.hash.slice(1));
    return !existsSync(join(subPathBuild, path)) || !(anchor === '' || isState || ids.get(path)?.has(anchor));
  });
}

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('the text of a page as Markdown', () => {
  it('is there for every chapter', () => {
    const chapters = pages.map(({ path }) => path).filter((path) => /^\/learn\/(?!progress)./.test(path));
    expect(chapters.length).toBeGreaterThan(15);
    expect(chapters.filter((path) => !twins.some((twin) => twin.path === path))).toEqual([]);
  });

  it('has each heading, and links that lead somewhere', async () => {
    const told = await Promise.all(
      twins.map(async ({ path, file }) => {
        const markdown = await read(file);
        const headings = withoutCode(markdown)
          .split('\n')
          .filter((line) => line.startsWith('## '))
          .map(squeezed);
        return { path, headings, isLong: headings.length > 2, broken: broken(markdown) };
      }),
    );
    const wanted = twins.map(({ path, html }) => {
      const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
      const headings = [...main.matchAll(/<h2[^>]*>([\s\S]*?)<\/h2>/g)].map(([, text = '']) =>
        squeezed(text.replace(/<[^>]*>|&#?\w+;/g, '')),
      );
      return { path, headings, isLong: true, broken: [] };
    });
    expect(told).toEqual(wanted);
  });

  it('has no control, no answer of an exercise, no HTML', async () => {
    const NOT_TEXT =
      /Check my answer|Show the worked answer|Hint \d|Copy link|Reload the page|Couldn’t load|Report a wrong answer|\[\]\(|(?<!\\)<\/?\w+[ >]/;
    const found = await foundOn(
      twins,
      async ({ file }) => NOT_TEXT.exec(withoutCode(await read(file)).replace(/`+[^`]*`+/g, 'code')) ?? [],
    );
    expect(found).toEqual({});
  });

  it('is sent as what it is', async () => {
    const answer = await fetch(`${site.origin}/learn/iceberg.md`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8']);
    expect(await answer.text()).toMatch(
      /^# The iceberg\n\nThis is the text of the page \[The iceberg\]\(\/learn\/iceberg\/\)/,
    );
  });
});

it('the checks page names the command at this site’s own address', async () => {
  const text = await read('reference/checks.md');
  expect([text.includes(`${ORIGIN}/waterline.js`), text.includes('Replace `SITE` with the host')]).toEqual([
    true,
    false,
  ]);
});

describe('llms.txt', () => {
  it('names every chapter, instrument and page of the reference by a link that leads there', async () => {
    const text = await read('llms.txt');
    const named = links(text).map((link) => link.replace(ORIGIN, '').replace(/\.md$/, '/'));
    const wanted = pages
      .map(({ path }) => path)
      .filter((path) => /^\/(?:learn|play|reference)\/./.test(path) && path !== '/learn/progress/');
    expect([broken(text), wanted.filter((path) => !named.includes(path))]).toEqual([[], []]);
  });

  it('has links from the root where the build knows no origin', async () =>
    expect(links(await read('llms.txt', rootBuild)).every((link) => /^\/\w/.test(link))).toBe(true));
});

describe('the feed', () => {
  it('is named by each listed page, and leads to pages of the site', async () => {
    const named = pages.filter(({ html }) =>
      html.includes(`type="application/atom+xml" title="Changes" href="${subPath}/feed.xml"`),
    );
    const feed = await read('feed.xml');
    const entries = [...feed.matchAll(/<link href="([^"]+)"/g)].map(([, link = '']) => link.replace(ORIGIN, ''));
    expect([named.length, entries.length > 5]).toEqual([
      pages.filter(({ html }) => html.includes('rel="canonical"')).length,
      true,
    ]);
    expect(entries.filter((entry) => !ids.has(entry))).toEqual([]);
  });

  it('is well-formed, and sent as what it is', async () => {
    const placed = await openSite(subPathBuild, subPath);
    const answer = await fetch(`${placed.origin}/feed.xml`);
    const page = await placed.open('/');
    const root = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'application/xml').documentElement.tagName,
      await answer.text(),
    );
    expect([answer.headers.get('content-type'), root]).toEqual(['application/atom+xml; charset=utf-8', 'feed']);
    await placed.close();
  });
});
