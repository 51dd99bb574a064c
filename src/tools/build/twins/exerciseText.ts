import type { Element, ElementContent } from 'hast';
import { element, elementIn, elementsIn, hasClass, text, textOf } from '../hastParts.ts';

/** What an exercise asks for, without what solves it: the choices, the text to change and what it has to pass. Undefined of what is no exercise. */
export function exerciseText(
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
