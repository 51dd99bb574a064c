import type { ElementContent } from 'hast';
import { defineHastPlugin } from 'satteri';

/** An option as a command takes it, `--hostname` or `-xdev`, at most as long as a phone's row has room for. */
const OPTION = /(?<![\w-])--?[A-Za-z][\w-]{0,23}(?![\w-])/g;

/** A text of code whose options are elements of their own: a browser breaks a line behind any hyphen, and only an element can tell it not to. */
export function wholeOptions(value: string): ElementContent[] {
  const parts: ElementContent[] = [];
  let done = 0;
  for (const { 0: option, index } of value.matchAll(OPTION)) {
    if (index > done) parts.push({ type: 'text', value: value.slice(done, index) });
    parts.push({
      type: 'element',
      tagName: 'span',
      properties: { className: ['option'] },
      children: [{ type: 'text', value: option }],
    });
    done = index + option.length;
  }
  if (done < value.length) parts.push({ type: 'text', value: value.slice(done) });
  return parts;
}

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
