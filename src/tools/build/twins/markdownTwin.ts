import type { Element, ElementContent, Root } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { element, elementIn, elementsIn, hasClass, text, textOf } from '../hastParts.ts';

/** What an instrument in a chapter answers, as its first view has it, what that was computed for, and the link to its page in that state. */
function instrumentText(
  island: Element,
  plain: (each: Pick<Element, 'children'>) => ElementContent[],
): ElementContent[] {
  const answers = elementsIn(island, (each) => ANSWERS.some((name) => hasClass(each, name)));
  const computed = elementIn(island, (each) => hasClass(each, 'computed-for'));
  const link = elementsIn(
    island,
    ({ tagName, properties }) => tagName === 'a' && /\/play\//.test(`${properties.href}`),
  );
  const opened = link.at(-1);
  if (answers.length === 0) return [];
  return [
    element('blockquote', [
      ...answers.flatMap((answer) => plain(answer)),
      ...(computed ? [element('p', [text(versionsOf(computed))])] : []),
      ...(opened ? [element('p', [opened])] : []),
    ]),
  ];
}

const ANSWERS = ['verdict', 'start-card', 'answer'];

/** The versions alone, without the way to report a wrong answer that stands behind them. */
const versionsOf = ({ children }: Element): string =>
  children
    .map((each) => (each.type === 'text' ? each.value : ''))
    .join('')
    .replace(/\s*·\s*$/, '');

/** What an exercise asks for, without what solves it: the choices, the text to change and what it has to pass. Undefined of what is no exercise. */
function exerciseText(
  island: Element,
  plain: (each: Pick<Element, 'children'>) => ElementContent[],
): ElementContent[] | undefined {
  const exercise = elementIn(island, (each) => hasClass(each, 'exercise-answered'));
  if (exercise === undefined) return undefined;
  const choices = elementIn(exercise, (each) => hasClass(each, 'exercise-choices'));
  const labels = choices ? elementsIn(choices, ({ tagName }) => tagName === 'label') : [];
  const start = textOf(elementIn(exercise, ({ tagName }) => tagName === 'textarea'));
  const checks = elementsIn(exercise, (each) => hasClass(each, 'exercise-checks')).flatMap((list) =>
    elementsIn(list, ({ tagName }) => tagName === 'code'),
  );
  return [
    ...list(labels.map((label) => plain(label))),
    ...(start.trim() === '' ? [] : [element('pre', [element('code', [text(start)])])]),
    ...(checks.length === 0 ? [] : [element('p', [text('Change the text so that these checks pass:')])]),
    ...list(checks.map((check) => [check])),
  ];
}

const list = (items: readonly ElementContent[][]): ElementContent[] =>
  items.length === 0
    ? []
    : [
        element(
          'ul',
          items.map((item) => element('li', item)),
        ),
      ];

/** Within a cell of a Markdown table these are one line each, and a cell has but one. */
const BLOCKS = ['p', 'li', 'div', 'ul', 'ol', 'pre'];

/** A table of a page, its caption above it; what are blocks in a cell stand there one after the other. */
function tableText(table: Element, plain: (each: Pick<Element, 'children'>) => ElementContent[]): ElementContent[] {
  const caption = elementIn(table, ({ tagName }) => tagName === 'caption');
  const inLines = (cell: Element): Element => ({ ...cell, children: inOneLine(plain(cell)) });
  const rows = (each: Element): Element => ({
    ...each,
    children: each.children.flatMap((child): ElementContent[] => {
      if (child.type !== 'element' || child.tagName === 'caption') return [];
      return [/^t[hd]$/.test(child.tagName) ? inLines(child) : rows(child)];
    }),
  });
  return [...(caption ? [element('p', [element('em', plain(caption))])] : []), rows(table)];
}

function inOneLine(content: readonly ElementContent[]): ElementContent[] {
  return content.flatMap((each, at): ElementContent[] => {
    if (each.type !== 'element' || !BLOCKS.includes(each.tagName)) return [each];
    return [...(at > 0 ? [text(' ')] : []), ...inOneLine(each.children), text(' ')];
  });
}

/** A drawing of a page: its title and its text equivalent, then its caption. A figure of text stays as it is, its caption below it. */
function figureText(figure: Element, plain: (each: Pick<Element, 'children'>) => ElementContent[]): ElementContent[] {
  const isCaption = (each: ElementContent) => each.type === 'element' && each.tagName === 'figcaption';
  const caption = figure.children.filter(isCaption).flatMap((each) => ('children' in each ? plain(each) : []));
  const captioned = caption.length === 0 ? [] : [element('p', caption)];
  const drawing = elementIn(figure, ({ tagName }) => tagName === 'svg');
  const rest = figure.children.filter((each) => each !== drawing && !isCaption(each));
  const beside = plain({ children: rest.filter((each) => !(each.type === 'element' && each.tagName === 'svg')) });
  if (drawing === undefined) return [...beside, ...captioned];
  return [element('blockquote', [drawingText(drawing), ...captioned]), ...beside];
}

/** What a drawing shows, in words. */
function drawingText(drawing: Element): Element {
  const said = (name: string) => textOf(elementIn(drawing, ({ tagName }) => tagName === name)).trim();
  const title = said('title').replace(/\.$/, '');
  return element('p', [element('strong', [text(`Figure: ${title}.`)]), text(` ${said('desc')}`)]);
}

/** Names of languages as code blocks without a title have them. */
const LANGUAGE = /^(?:json|console|text|sh|shellscript|c|go|python|yaml|toml|ini|diff)$/;

/** A code block of a page: its title and source in a line, then its text, of a terminal with the prompts. */
function codeText(figure: Element): ElementContent[] {
  const pre = elementIn(figure, ({ tagName }) => tagName === 'pre');
  const title = textOf(elementIn(figure, ({ tagName }) => tagName === 'b'));
  const source = elementIn(figure, ({ tagName }) => tagName === 'figcaption');
  const told = elementsIn(source ?? figure, ({ tagName }) => ['b', 'span'].includes(tagName)).map(textOf);
  const caption = told.filter((part) => !LANGUAGE.test(part)).join(' · ');
  const code = element('code', [text(textOf(pre))], languageClass(pre, title));
  return [...(caption === '' ? [] : [element('p', [element('em', [text(caption)])])]), element('pre', [code])];
}

function languageClass(pre: Element | undefined, title: string) {
  const isConsole =
    pre !== undefined && elementIn(pre, (each) => hasClass(each, 'prompt') || hasClass(each, 'typed')) !== undefined;
  const [, extension = ''] = /\.(json|yaml|toml|c|go|py)\b/.exec(title) ?? [];
  const language = isConsole ? 'console' : LANGUAGE.test(title) ? title : extension;
  return language === '' ? {} : { className: [`language-${language}`] };
}

/** What a page has for whoever uses it, not for whoever reads its text. */
const CONTROLS = ['script', 'style', 'link', 'noscript', 'form', 'nav', 'wbr', 'template', 'input', 'select'];
/** Of what is no control of its own: what only scripts use, what an exercise keeps folded, and the key to a drawing's colours. */
const UNREAD = ['visually-hidden', 'needs-script', 'missing', 'exercise-more', 'ten-years-key'];

/** What an element of a page is in a plain text: nothing, other elements, or (undefined) itself with what becomes of its children. */
const READERS: readonly ((element: Element) => ElementContent[] | undefined)[] = [
  (each) => (isControl(each) ? [] : undefined),
  (each) => (each.tagName === 'figure' && hasClass(each, 'code') ? codeText(each) : undefined),
  (each) => (each.tagName === 'astro-island' ? islandText(each) : undefined),
  (each) => (each.tagName === 'figure' ? figureText(each, plainChildren) : undefined),
  (each) => (each.tagName === 'table' ? tableText(each, plainChildren) : undefined),
  (each) => (each.tagName === 'aside' ? [element('blockquote', plainChildren(each))] : undefined),
  (each) => (hasClass(each, 'tree-place') ? treePlaceText(each) : undefined),
  (each) => (each.tagName === 'section' && hasClass(each, 'exercise') ? [...kept(each), onPage(each)] : undefined),
  (each) => (hasClass(each, 'eyebrow') ? [element('p', [element('em', plainChildren(each))])] : undefined),
  (each) => (hasClass(each, 'title') ? [element('p', [element('strong', plainChildren(each))])] : undefined),
  (each) => (isLink(each) && textOf(each).trim() === '' ? [] : undefined),
  (each) => (each.tagName === 'small' || hasClass(each, 'sum') ? [text(' '), ...kept(each)] : undefined),
  (each) => (each.tagName === 'dt' ? [{ ...each, children: [element('strong', plainChildren(each))] }] : undefined),
  (each) => (hasClass(each, 'chip') ? [element('strong', plainChildren(each))] : undefined),
  (each) => (each.tagName === 'summary' ? [element('p', [element('strong', plainChildren(each))])] : undefined),
];

/** What is read of a page's element, as elements that Markdown has too. */
export function plainChildren({ children }: Pick<Element, 'children'>): ElementContent[] {
  return children.flatMap((child, at) => {
    if (child.type !== 'element') return child.type === 'text' ? [child] : [];
    for (const read of READERS) {
      const found = read(child);
      if (found !== undefined) return found;
    }
    return [...apart(children[at - 1], child), ...kept(child)];
  });
}

/** What stands beside its neighbour by style alone: a link after a link, and the parts of a line about a daemon. */
function apart(before: ElementContent | undefined, each: Element): ElementContent[] {
  if (before?.type !== 'element') return [];
  if (isLink(before) && isLink(each)) return [text(' · ')];
  return PARTS.includes(before.tagName) && PARTS.includes(each.tagName) ? [text(' ')] : [];
}

const PARTS = ['span', 'b', 'code'];
const kept = (each: Element): ElementContent[] => [{ ...each, children: plainChildren(each) }];
const isLink = ({ tagName }: Element) => tagName === 'a';

function isControl(each: Element): boolean {
  // A button that stands in a sentence, as one that shows a line of a profile does, is a word of it.
  if (each.tagName === 'button') return !hasClass(each, 'link');
  return (
    CONTROLS.includes(each.tagName) || UNREAD.some((name) => hasClass(each, name)) || each.properties.hidden === true
  );
}

function islandText(island: Element): ElementContent[] {
  return exerciseText(island, plainChildren) ?? instrumentText(island, plainChildren);
}

/** Where an exercise can be answered. */
const onPage = ({ properties: { id } }: Element): Element =>
  element('p', [element('a', [text('Answer this exercise on the page')], { href: `#${id}` })]);

/** A question or a cause of a decision tree; those that its answers lead to follow it, where the page has them within. */
function treePlaceText(place: Element): ElementContent[] {
  const isPlace = (each: ElementContent) => each.type === 'element' && hasClass(each, 'tree-place');
  const without = (each: Element): Element => ({
    ...each,
    children: each.children
      .filter((child) => !isPlace(child))
      .map((child) => (child.type === 'element' ? without(child) : child)),
  });
  const within = elementsIn(place, (each) => hasClass(each, 'tree-place'));
  return [place, ...within].flatMap((each) => plainChildren(without(each)));
}

const parser = unified().use(rehypeParse);
const writer = unified()
  .use(rehypeRemark)
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkStringify, { bullet: '-', rule: '-', listItemIndent: 'one' });

/** A `&` of a link's state, which would be read rightly without the backslash too. */
const ESCAPED = /(?<=\]\(\S*)\\&(?=[\w.]+=)/g;

/**
 * The text of a built page as Markdown: what its `main` holds, without its controls and without the answers that it keeps folded. `address` is the page's
 * own; links are resolved against it, and keep its origin where it has one. A page without a `main` is a mistake of the build.
 */
export function markdownTwin(html: string, address: string): string {
  const main = elementIn(parser.parse(html), ({ tagName }) => tagName === 'main');
  if (main === undefined) throw new Error(`${address} has no main.`);
  const content = plainChildren(main);
  for (const link of elementsIn({ type: 'root', children: content }, ({ tagName }) => tagName === 'a'))
    link.properties.href = resolved(`${link.properties.href ?? ''}`, address);
  const root: Root = { type: 'root', children: withPlace(content, address) };
  return writer.stringify(writer.runSync(root)).replace(ESCAPED, '&');
}

/** The origin of links in a build that knows none: it goes out again. */
const NOWHERE = 'http://nowhere.invalid';

function resolved(link: string, address: string): string {
  // Parentheses would end a link of Markdown; a state reads their codes as well.
  const href = new URL(link, new URL(address, NOWHERE)).href.replaceAll('(', '%28').replaceAll(')', '%29');
  return href.startsWith(`${NOWHERE}/`) ? href.slice(NOWHERE.length) : href;
}

/** Begins with the title, and says under it where the page is that this is the text of. */
function withPlace(content: readonly ElementContent[], address: string): ElementContent[] {
  const isTitle = (each: ElementContent) => each.type === 'element' && each.tagName === 'h1';
  const titles = content.filter(isTitle);
  const name = titles.map(textOf).join(' ');
  const place = element('p', [
    text('This is the text of the page '),
    element('a', [text(name)], { href: address }),
    text('.'),
  ]);
  return [...titles, place, ...content.filter((each) => !isTitle(each))];
}
