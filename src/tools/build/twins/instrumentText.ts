import type { Element, ElementContent } from 'hast';
import { element, elementIn, elementsIn, hasClass, text } from '../hastParts.ts';

/** What an instrument in a chapter answers, as its first view has it, what that was computed for, and the link to its page in that state. */
export function instrumentText(
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
