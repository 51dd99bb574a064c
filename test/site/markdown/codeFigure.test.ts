import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { codeFigure, codeRowContent, consoleRowContent, highlightRows } from '../../../src/site/markdown/codeBlocks.ts';
import { consoleRows, fenceMeta } from '../../../src/site/markdown/fenceMeta.ts';

const terminal = (text: string, marks: string[] = []) =>
  consoleRows(text).map((row) => toHtml(consoleRowContent(row, marks)));

describe('a terminal’s rows', () => {
  it.each([
    [
      '$ id',
      [],
      [
        '<span class="prompt" data-pagefind-ignore="">$ </span><span class="typed"><span class="phrase">id</span></span>\n',
      ],
    ],
    [
      '$ run --name x \\',
      [],
      [
        '<span class="prompt" data-pagefind-ignore="">$ </span><span class="typed"><span class="phrase">run</span> ' +
          '<span class="phrase"><span class="option">--name</span> <span class="phrase">x \\</span></span></span>\n',
      ],
    ],
    ['uid=0(root)', [], ['<span class="printed">uid=0(root)</span>\n']],
    ['0 root 0', ['0'], ['<span class="printed"><mark>0</mark> root <mark>0</mark></span>\n']],
    ['on: 0, of: 0', ['of: ‹0›'], ['<span class="printed">on: 0, of: <mark>0</mark></span>\n']],
    ['id 33, id 3', ['‹3›,'], ['<span class="printed">id 3<mark>3</mark>, id 3</span>\n']],
    ['a<b', ['<'], ['<span class="printed">a<mark>&#x3C;</mark>b</span>\n']],
  ])('%j with %j marked', (text, marks, html) => expect(terminal(text, marks)).toEqual(html));
});

describe('a highlighted row', () => {
  it('has its colours as classes', () => {
    const [row = []] = highlightRows('{ "names": ["mkdir"] }', 'json');
    const html = toHtml(codeRowContent(row, []));
    expect(html).toContain('class="tk-');
    expect(html).not.toContain('style');
    expect(html.replace(/<[^>]+>/g, '')).toBe('{ "names": ["mkdir"] }\n');
  });

  it('of an unknown language is plain', () =>
    expect(highlightRows('a\nb', 'klingon')).toEqual([
      [{ text: 'a', tokenClass: '' }],
      [{ text: 'b', tokenClass: '' }],
    ]));
});

describe('a code block', () => {
  it('has its title, source, copy button and marked rows', () => {
    const meta = fenceMeta('title="on the host" source="the talk" {2}');
    const rows = consoleRows('$ id\nuid=0').map((row) => consoleRowContent(row, []));
    const html = toHtml(codeFigure('console', meta, rows));
    expect(html).toBe(
      '<figure class="code numbered"><figcaption data-pagefind-ignore=""><b>on the host</b><span>the talk</span>' +
        '<button type="button" class="needs-script" data-copy="" aria-label="Copy: on the host">Copy</button></figcaption>' +
        '<pre tabindex="0"><code><span class="row"><span class="prompt" data-pagefind-ignore="">$ </span><span class="typed"><span class="phrase">id</span></span>\n</span>' +
        '<span class="row marked"><span class="printed">uid=0</span>\n</span></code></pre></figure>',
    );
  });
});
