import { toHtml } from 'hast-util-to-html';
import { codeFigure, codeRowContent, highlightRows } from './markdown/codeBlocks.ts';

/** A term as the glossary lists it. */
interface Term {
  id: string;
  term: string;
  also: readonly string[];
}

/** What stands under one letter. */
interface Letter<T extends Term> {
  letter: string;
  terms: T[];
}

/** The terms in alphabetical order under their letters; a term that begins with a digit stands under “0–9”. */
export function byLetter<T extends Term>(terms: readonly T[]): Letter<T>[] {
  const letters: Letter<T>[] = [];
  for (const term of [...terms].sort((a, b) => a.term.localeCompare(b.term, 'en'))) {
    const first = term.term.charAt(0).toUpperCase();
    const letter = /\p{L}/u.test(first) ? first : '0–9';
    const last = letters.at(-1);
    if (last?.letter === letter) last.terms.push(term);
    else letters.push({ letter, terms: [term] });
  }
  return letters;
}

/** A text as a code block whose lines are numbered: prose and answers speak of them by number. */
export function numberedCode(text: string, title: string, language = 'json'): string {
  const rows = highlightRows(text.trimEnd(), language).map((tokens) => codeRowContent(tokens, []));
  const figure = codeFigure(language, { title, source: undefined, marks: [], rows: new Set() }, rows);
  return toHtml({ ...figure, properties: { ...figure.properties, className: ['code', 'numbered'] } });
}
