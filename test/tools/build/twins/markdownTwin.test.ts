import { describe, expect, it, test } from 'vitest';
import { markdownTwin } from '../../../../src/tools/build/twins/markdownTwin.ts';

const ADDRESS = 'https://e.org/learn/x/';
const HEAD = '# T\n\nThis is the text of the page [T](https://e.org/learn/x/).\n\n';
const twin = (content: string, address = ADDRESS) =>
  markdownTwin(
    `<body><header>Menu</header><main id="main"><h1>T</h1>${content}</main><footer>Foot</footer></body>`,
    address,
  );
/** What becomes of the content of a page, below its title. */
const text = (content: string) => {
  const markdown = twin(content);
  expect(markdown.startsWith(HEAD.trimEnd())).toBe(true);
  return markdown.slice(HEAD.length).trimEnd();
};

const code = (caption: string, rows: string) =>
  `<figure class="code"><figcaption>${caption}<button class="needs-script">Copy</button></figcaption><pre><code>${rows}</code></pre></figure>`;

test.each<[what: string, html: string, markdown: string]>([
  ['a paragraph', '<p>Run <code>ls <span class="option">-l</span></code>, <em>now</em>.</p>', 'Run `ls -l`, *now*.'],
  ['a link within the site', '<p><a href="/learn/y/#z">y</a></p>', '[y](https://e.org/learn/y/#z)'],
  ['a link within the page', '<p><a href="#z">z</a></p>', '[z](https://e.org/learn/x/#z)'],
  [
    'a link to a state',
    '<p><a href="/play/seccomp/#stack=a&amp;call=socket(AF_VSOCK)">s</a></p>',
    '[s](https://e.org/play/seccomp/#stack=a&call=socket%28AF_VSOCK%29)',
  ],
  ['a link without words', '<p>a<a href="/x/"></a></p>', 'a'],
  [
    'links that only their style keeps apart',
    '<p><a href="/a/">a</a><a href="/b/">b</a></p>',
    '[a](https://e.org/a/) · [b](https://e.org/b/)',
  ],
  [
    'a terminal',
    code(
      '<b>on the host</b><span>Debian 13</span>',
      '<span class="row"><span class="prompt"># </span><span class="typed">id</span>\n</span><span class="row"><span class="printed">uid=0</span>\n</span>',
    ),
    '*on the host · Debian 13*\n\n```console\n# id\nuid=0\n```',
  ],
  ['a file', code('<b>profile.json</b>', '{}\n'), '*profile.json*\n\n```json\n{}\n```'],
  ['code without a title', code('<b>json</b>', '{}\n'), '```json\n{}\n```'],
  [
    'a table',
    '<div class="scroll"><table><caption>Who</caption><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><p>1</p><p>2</p></td><td>3<small>4</small></td></tr></tbody></table></div>',
    '*Who*\n\n| a | b |\n| - | - |\n| 1 2 | 3 4 |',
  ],
  [
    'a drawing',
    '<figure><svg><title>A map</title><desc>Left to right.</desc><text>0</text></svg><figcaption>The map.</figcaption></figure>',
    '> **Figure: A map.** Left to right.\n>\n> The map.',
  ],
  [
    'a remark',
    '<aside class="remark warning"><p class="title">Take care</p><p>It is new.</p></aside>',
    '> **Take care**\n>\n> It is new.',
  ],
  [
    'a verdict that links, and what stands beside it',
    '<p><a href="/play/stack/"><span class="chip allow">Falls back</span></a> <small>to clone</small></p>',
    '[**Falls back**](https://e.org/play/stack/) to clone',
  ],
  ['a description', '<dl><dt>Name</dt><dd>docker-29.9</dd></dl>', '- **Name**\n\n  docker-29.9'],
  ['what is folded', '<details><summary>More</summary><p>All.</p></details>', '**More**\n\nAll.'],
  ['controls', '<form><label>Call</label><input></form><button>Go</button><nav>Next</nav><script>a()</script>', ''],
])('%s', (_what, html, markdown) => expect(text(html)).toBe(markdown));

describe('an exercise', () => {
  const exercise = (answered: string) =>
    `<section class="exercise" id="exercise-a"><p class="eyebrow">Exercise · predict</p><h3>Who?</h3><p>Which one?</p>
     <astro-island><div class="island exercise-answered">${answered}</div></astro-island>
     <div class="exercise-more"><details><summary>Hint</summary><p>The hint.</p></details><details><summary>Show the worked answer</summary><p>33</p></details></div></section>`;
  const asked = (answered: string) =>
    `*Exercise · predict*\n\n### Who?\n\nWhich one?\n\n${answered}\n\n[Answer this exercise on the page](https://e.org/learn/x/#exercise-a)`;

  it('has its choices, and neither hints nor answers', () =>
    expect(
      text(
        exercise(
          '<fieldset class="exercise-choices"><legend>Your answer</legend><label><input type="radio"><span>UID <code>33</code></span></label><label><input type="radio"><span>none</span></label></fieldset><button class="btn">Check my answer</button>',
        ),
      ),
    ).toBe(asked('- UID `33`\n- none')));

  it('has the text to change, and what has to hold', () =>
    expect(
      text(
        exercise(
          '<textarea>0 1 2</textarea><div data-answer><ul class="exercise-checks"><li class="deny"><b class="shaped">Fails</b> <code>write -> ok</code> <small>EINVAL</small></li></ul></div>',
        ),
      ),
    ).toBe(asked('```\n0 1 2\n```\n\nChange the text so that these checks pass:\n\n- `write -> ok`')));
});

it.each([
  ['<div class="computed-for">Computed for Linux 6.12<details><summary>Report</summary></details></div>'],
  ['<p class="computed-for">Computed for Linux 6.12 · <a href="https://o.org/report">Report</a></p>'],
])('an instrument has its answer, what that was computed for, and the link to its page: %s', (computed) =>
  expect(
    text(
      `<astro-island><div class="island uid-map"><label>ID <input value="1"></label><div class="notices missing">Loading</div>
       <div class="answer"><p class="answer-sentence"><code>1</code> is <code>101</code>.</p><p>By <button class="link">line 1</button>.</p><button class="btn">Fix</button></div>
       ${computed}<a href="/play/uid-map/#id=1">Open in the UID map</a></div></astro-island>`,
    ),
  ).toBe(
    '> `1` is `101`.\n>\n> By line 1.\n>\n> Computed for Linux 6.12\n>\n> [Open in the UID map](https://e.org/play/uid-map/#id=1)',
  ),
);

it('the places of a decision tree follow each other, each with what it leads to', () =>
  expect(
    text(
      `<section class="tree-place" id="a"><h3>A?</h3><ul class="tree-answers"><li><a href="#b">yes</a><section class="tree-place" id="b"><h3>B</h3><p>So.</p></section></li></ul></section>`,
    ),
  ).toBe('### A?\n\n- [yes](https://e.org/learn/x/#b)\n\n### B\n\nSo.'));

it('has no origin where the build knows none, but the sub-path', () =>
  expect(twin('<p><a href="/deep/learn/y/">y</a> and <a href="https://o.org/">o</a></p>', '/deep/learn/x/')).toBe(
    '# T\n\nThis is the text of the page [T](/deep/learn/x/).\n\n[y](/deep/learn/y/) and [o](https://o.org/)\n',
  ));

it('a page without a main stops the build', () =>
  expect(() => markdownTwin('<p>T</p>', '/x/')).toThrow('/x/ has no main.'));
