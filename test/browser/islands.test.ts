import { describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { rootBuild } from './builds.ts';
import { foundOn } from './foundOn.ts';

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

const islands = (html: string) =>
  [...html.matchAll(/<astro-island[\s\S]*?<\/astro-island>/g)].map(([island]) => island);
const named = (island: string) => /\sopts="[^"]*&quot;name&quot;:&quot;(\w+)/.exec(island)?.[1] ?? island.slice(0, 200);
/** What these answer stands in the page before a script has come, and no script takes its place. */
const WHOLE_WITHOUT_SCRIPT = ['TenYears', 'Tree'];

describe('an island', () => {
  it('wakes by sight or touch, with a script and a renderer', async () => {
    const lacking = await foundOn(pages, ({ html }) => {
      const count = islands(html).length;
      return [
        ...attributes(html, 'client').filter((way) => way !== 'sight' && way !== 'touch'),
        ...['client', 'component-url', 'renderer-url', 'component-export'].filter(
          (name) => attributes(html, name).length !== count,
        ),
      ];
    });
    expect(lacking).toEqual({});
  });

  it('is given plain values and lists', async () => {
    const others = await foundOn(pages, ({ html }) => {
      const given = attributes(html, 'props').map((props) => kinds(JSON.parse(text(props))));
      const odd = new Set(given.flat().filter((kind) => kind !== 0 && kind !== 1));
      return [...odd, ...(given.length === islands(html).length ? [] : ['an island without props'])];
    });
    expect(others).toEqual({});
  });

  it('holds no slots and no islands', async () => {
    const holding = await foundOn(pages, ({ html }) =>
      islands(html).filter((island) => /<astro-island|<astro-slot|data-astro-template/.test(island.slice(1))),
    );
    expect(holding).toEqual({});
  });

  it('has a place that says what did not load', () => {
    const lacking = pages.flatMap(({ html }) =>
      islands(html).filter((island) => !island.includes('class="notices missing"')),
    );
    expect([...new Set(lacking.map(named))].sort()).toEqual(WHOLE_WITHOUT_SCRIPT);
  });
});
