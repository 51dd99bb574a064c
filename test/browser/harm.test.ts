import { describe, expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { harmIn } from '../harm/harmIn.ts';
import { rootBuild } from './builds.ts';
import { foundOn } from './foundOn.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Text of a piece of HTML. */
function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
      name === undefined
        ? String.fromCodePoint(Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16))
        : (ENTITIES[name] ?? whole),
    );
}

/** What can be copied of each block of code: of a terminal what is typed, of other code all of it. */
function pastable(html: string): string[] {
  return [...html.matchAll(/<pre\b[^>]*>([\s\S]*?)<\/pre>/g)].map(([, block = '']) => {
    const typed = block.split('\n').flatMap((row) => row.split('class="typed">').slice(1));
    return typed.length > 0 ? typed.map(textOf).join('\n') : block.includes('class="printed"') ? '' : textOf(block);
  });
}

const pages = await builtPages(rootBuild);

describe('nothing that a page offers to paste does harm', () => {
  it('on any page', async () => {
    const harm = await foundOn(pages, ({ html }) =>
      pastable(html).flatMap((text) => harmIn(text).map((told) => `${told}: ${text.slice(0, 80)}`)),
    );
    expect(harm).toEqual({});
  });

  it('the chapters have commands', () => {
    const of = (path: string) => pastable(pages.find((page) => page.path === path)?.html ?? '').filter(Boolean).length;
    expect(of('/learn/user-namespaces/')).toBeGreaterThan(10);
    expect(of('/reference/errors/')).toBeGreaterThan(10);
  });
});
