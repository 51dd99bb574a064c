import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { defineHastPlugin } from 'satteri';
import { createCssVariablesTheme, createHighlighter } from 'shiki';
import { optionParts } from '../../ui/optionParts.ts';
import { type ConsoleRow, consoleRows, type FenceMeta, fenceMeta } from './fenceMeta.ts';

/** A run of characters with one colour; `tokenClass` is '' for plain ink. */
interface CodeToken {
  text: string;
  tokenClass: string;
}

const LANGUAGES = ['json', 'jsonc', 'shellscript', 'yaml', 'c', 'diff', 'ini', 'toml', 'typescript'] as const;

// Colours come out as `var(--tk-string)` and become the class `tk-string`: a strict style-src blocks style attributes.
const theme = createCssVariablesTheme({ name: 'classes', variablePrefix: '--', fontStyle: false });
const highlighter = await createHighlighter({ themes: [theme], langs: [...LANGUAGES] });

/** The rows of `code` cut into coloured runs; a language that isn't loaded gives plain rows. */
export function highlightRows(code: string, language: string): CodeToken[][] {
  const known = highlighter.getLoadedLanguages().includes(language);
  if (!known) return code.split('\n').map((text) => [{ text, tokenClass: '' }]);
  // With no limit of time: where the machine was busy, rows lost their colours.
  return highlighter
    .codeToTokensBase(code, { lang: language as (typeof LANGUAGES)[number], theme, tokenizeTimeLimit: 0 })
    .map((row) => row.map((token) => ({ text: token.content, tokenClass: classOf(token.color) })));
}

function classOf(colour: string | undefined): string {
  return /^var\(--token-([a-z-]+)\)$/.exec(colour ?? '')?.[1]?.replace(/^/, 'tk-') ?? '';
}

/** A text of code whose options are elements of their own, which don't break. */
export const wholeOptions = (value: string): ElementContent[] =>
  optionParts(value).map((part) =>
    typeof part === 'string'
      ? { type: 'text', value: part }
      : {
          type: 'element',
          tagName: 'span',
          properties: { className: ['option'] },
          children: [{ type: 'text', value: part.option }],
        },
  );

/** The same for code within a sentence. */
function wholeOptionsInProse() {
  return defineHastPlugin({
    name: 'whole-options',
    element: {
      filter: ['code'],
      visit(node) {
        const [only, ...others] = node.children;
        if (only?.type !== 'text' || others.length > 0 || node.data !== undefined) return;
        const children = wholeOptions(only.value);
        return children.length === 1 && children[0]?.type === 'text' ? undefined : { ...node, children };
      },
    },
  });
}

/** A stretch of a command that a person would keep in one line. */
interface CommandPhrase {
  phrase: string;
}

/** Options whose value is the next word; of those with one letter most are. */
const TAKES_VALUE =
  /^-(?:\w|eo|-(?:cap-add|cpus|format|gecos|hostname|memory|memory-swap|name|network|pid|pids-limit|security-opt|uid|userns|uts))$/;
const OPERATOR = /^(?:\|\|?|&&|\d?>>?|<)$/;

/** Whether a line may end between two words: an option keeps its value, an operator what follows, and a backslash ends its line. */
function mayBreak(before: string, after: string): boolean {
  return !(OPERATOR.test(before) || after === '\\' || (TAKES_VALUE.test(before) && !after.startsWith('-')));
}

/** A command cut where a person would break it, the white space between as it is. */
export function commandPhrases(command: string): (string | CommandPhrase)[] {
  const parts: (string | CommandPhrase)[] = [];
  let phrase = '';
  let last = '';
  for (const [word, space] of command.matchAll(/(\s+)|\S+/g)) {
    if (space !== undefined) {
      last = space;
      continue;
    }
    const before = /\S+$/.exec(phrase)?.[0];
    if (before !== undefined && !mayBreak(before, word)) phrase += last + word;
    else {
      if (phrase !== '') parts.push({ phrase });
      if (last !== '') parts.push(last);
      phrase = word;
    }
    last = '';
  }
  if (phrase !== '') parts.push({ phrase });
  if (last !== '') parts.push(last);
  return parts;
}

/** A code block as a figure: its title and source, a copy button (shown once a script can serve it), and its rows. */
export function codeFigure(kind: string, meta: FenceMeta, rows: ElementContent[][]): Element {
  const name = meta.title ?? kind;
  const caption: ElementContent[] = [
    element('b', {}, [text(name)]),
    ...(meta.source === undefined ? [] : [element('span', {}, [text(meta.source)])]),
    element('button', { type: 'button', className: ['needs-script'], dataCopy: '', ariaLabel: `Copy: ${name}` }, [
      text('Copy'),
    ]),
  ];
  const lines = rows.map((content, at) => {
    const className = meta.rows.has(at + 1) ? ['row', 'marked'] : ['row'];
    return element('span', { className }, content);
  });
  // Whoever marks rows speaks of them by number.
  const className = meta.rows.size > 0 ? ['code', 'numbered'] : ['code'];
  return element('figure', { className }, [
    element('figcaption', { dataPagefindIgnore: '' }, caption),
    // What is printed may be scrolled sideways, by keyboard too.
    element('pre', kind === 'console' ? { tabIndex: 0 } : {}, [element('code', {}, lines)]),
  ]);
}

/** A terminal's row: the prompt can't be selected, what is typed is what the copy button takes. */
export function consoleRowContent(row: ConsoleRow, marks: readonly string[]): ElementContent[] {
  if (!row.typed) return [element('span', { className: ['printed'] }, marked(row.text, marks)), text('\n')];
  return [
    ...(row.prompt === ''
      ? []
      : [element('span', { className: ['prompt'], dataPagefindIgnore: '' }, [text(row.prompt)])]),
    element('span', { className: ['typed'] }, marked(row.text, marks, wholePhrases)),
    text('\n'),
  ];
}

/** A highlighted row. */
export function codeRowContent(tokens: readonly CodeToken[], marks: readonly string[]): ElementContent[] {
  const content = tokens.flatMap((token) => {
    const inner = marked(token.text, marks);
    return token.tokenClass === '' ? inner : [element('span', { className: [token.tokenClass] }, inner)];
  });
  return [...content, text('\n')];
}

/** Marks each place where one of `marks` stands; of `Seccomp:\t‹2›` only the 2 is marked, where the rest stands around it. */
function marked(value: string, marks: readonly string[], rendered = wholeOptions): ElementContent[] {
  const next = marks
    .map((mark) => placeOf(value, mark))
    .filter((place) => place !== undefined)
    .sort((a, b) => a.from - b.from)[0];
  if (next === undefined) return rendered(value);
  return [
    ...rendered(value.slice(0, next.from)),
    element('mark', {}, rendered(value.slice(next.from, next.to))),
    ...marked(value.slice(next.to), marks, rendered),
  ];
}

/** A command whose phrases are elements of their own, which break only where no line has room for them, and never before a backslash. */
const wholePhrases = (command: string): ElementContent[] =>
  commandPhrases(command).map((part) => {
    if (typeof part === 'string') return text(part);
    const [, before = '', end = ''] = /^(.+\s)(\S+\s\\)$/.exec(part.phrase) ?? [];
    return phrase(end === '' ? wholeOptions(part.phrase) : [...wholeOptions(before), phrase(wholeOptions(end))]);
  });

const phrase = (content: ElementContent[]): Element => element('span', { className: ['phrase'] }, content);

/** The first place in `value` that `mark` marks. */
function placeOf(value: string, mark: string): { from: number; to: number } | undefined {
  const [, before = '', inner = mark, after = ''] = /^(.*)‹(.+)›(.*)$/.exec(mark) ?? [];
  const at = mark === '' ? -1 : value.indexOf(before + inner + after);
  const from = at + before.length;
  return at === -1 ? undefined : { from, to: from + inner.length };
}

const text = (value: string): ElementContent => ({ type: 'text', value });

const element = (tagName: string, properties: Element['properties'], children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});

/** What Sätteri keeps of a fence's first line on its `code` element. */
interface FenceData {
  lang?: string | null;
  meta?: string | null;
}

/** Markdown fences become figures with a title, a copy button and colours by class; `console` fences tell typed from printed. */
export function codeBlocks() {
  return defineHastPlugin({
    name: 'code-blocks',
    element: {
      filter: ['pre'],
      visit(node, context) {
        const code = node.children.find((child) => child.type === 'element' && child.tagName === 'code');
        if (code === undefined || code.type !== 'element') return;
        const { lang, meta: words } = (code.data ?? {}) as FenceData;
        const language = lang ?? 'text';
        const meta = fenceMeta(words ?? '');
        const body = context.textContent(code).replace(/\n$/, '');
        const rows =
          language === 'console'
            ? consoleRows(body).map((row) => consoleRowContent(row, meta.marks))
            : highlightRows(body, language).map((tokens) => codeRowContent(tokens, meta.marks));
        return codeFigure(language, meta, rows);
      },
    },
  });
}

/** A table in prose stands in a frame that scrolls by itself, so that the page never does; the frame can be reached by keyboard. */
export function scrollingTables() {
  return defineHastPlugin({
    name: 'scrolling-tables',
    element: {
      filter: ['table'],
      visit(node, context) {
        context.wrapNode(node, {
          type: 'element',
          tagName: 'div',
          properties: { className: ['scroll'], tabIndex: 0, role: 'group', ariaLabel: 'Table' },
          children: [],
        });
      },
    },
  });
}

/** Links in prose are written as paths from the site's root (`/learn/iceberg/`); under a sub-path they need it before them. */
function internalLinks(base: string) {
  const prefix = base.replace(/\/$/, '');
  return defineHastPlugin({
    name: 'internal-links',
    element: {
      filter: ['a'],
      visit(node, context) {
        const target = node.properties.href;
        if (typeof target === 'string' && target.startsWith('/'))
          context.setProperty(node, 'href', `${prefix}${target}`);
      },
    },
  });
}

/** What every text of ours goes through, a whole chapter or one line of front matter. */
export const inlinePlugins = (base: string) => [internalLinks(base), wholeOptionsInProse()];

const processors = new Map<string, ReturnType<typeof createSatteriMarkdownProcessor>>();

/** One line of Markdown (links, code, emphasis) as HTML, rendered as chapters are; throws where the text is more than a paragraph. */
export async function inlineMarkdown(text: string, base: string): Promise<string> {
  const processor =
    processors.get(base) ??
    createSatteriMarkdownProcessor({ syntaxHighlight: false, hastPlugins: inlinePlugins(base) });
  processors.set(base, processor);
  const { code } = await (await processor).render(text);
  const [, inline] = /^<p>((?:(?!<p>)[\s\S])*)<\/p>\s*$/.exec(code) ?? [];
  if (inline === undefined) throw new Error(`“${text}” is not one line of Markdown.`);
  return inline;
}

/** A sentence of the engines as HTML: its options don't break at the line's end. */
export const proseText = (text: string): string => toHtml({ type: 'root', children: wholeOptions(text) });
