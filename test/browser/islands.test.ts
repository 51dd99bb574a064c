import { describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/builtPages.ts';
import { rootBuild } from './builds.ts';

// What the element of defineIsland.ts, which is smaller than Astro's, can take.
const pages = (await builtPages(rootBuild)).filter(({ html }) => html.includes('<astro-island'));
const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`<astro-island [^>]*?\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');

/** Every kind by which Astro writes a value, in it and in what it holds. */
function kinds(value: unknown): unknown[] {
  if (!(value instanceof Object)) return [];
  return Object.values(value).flatMap((written: unknown) => {
    const [kind, held] = written as [unknown, unknown];
    return [kind, ...kinds(held)];
  });
}

const text = (html: string) => html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

describe.each(pages)('the islands of $path', ({ html }) => {
  const count = html.split('<astro-island').length - 1;

  it('wake by sight or touch, each with a script and a renderer', () => {
    const ways = attributes(html, 'client');
    expect([ways.length, ways.filter((way) => way !== 'sight' && way !== 'touch')]).toEqual([count, []]);
    expect(['component-url', 'renderer-url', 'component-export'].map((name) => attributes(html, name).length)).toEqual([
      count,
      count,
      count,
    ]);
  });

  it('are given plain values and lists', () => {
    const given = attributes(html, 'props').map((props) => kinds(JSON.parse(text(props))));
    expect([given.length, [...new Set(given.flat())].filter((kind) => kind !== 0 && kind !== 1)]).toEqual([count, []]);
  });

  it('hold no slots and no islands', () => {
    const inside = [...html.matchAll(/<astro-island[\s\S]*?<\/astro-island>/g)].map(([island]) => island.slice(1));
    expect(inside.filter((island) => /<astro-island|<astro-slot|data-astro-template/.test(island))).toEqual([]);
  });
});
