import { toHtml } from 'hast-util-to-html';
import { codeFigure, codeRowContent } from './markdown/codeFigure.ts';
import { highlightRows } from './markdown/highlightRows.ts';

/** A text as a code block whose lines are numbered: prose and answers speak of them by number. */
export function numberedCode(text: string, title: string, language = 'json'): string {
  const rows = highlightRows(text.trimEnd(), language).map((tokens) => codeRowContent(tokens, []));
  const figure = codeFigure(language, { title, source: undefined, marks: [], rows: new Set() }, rows);
  return toHtml({ ...figure, properties: { ...figure.properties, className: ['code', 'numbered'] } });
}
