import type { Element, ElementContent } from 'hast';
import type { ConsoleRow } from './consoleRows.ts';
import type { FenceMeta } from './fenceMeta.ts';
import type { CodeToken } from './highlightRows.ts';
import { wholeOptions } from './wholeOptions.ts';

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
