import type { ElementContent } from 'hast';
import { defineHastPlugin } from 'satteri';
import { optionParts } from '../../ui/optionParts.ts';

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
export function wholeOptionsInProse() {
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
