import { defineHastPlugin } from 'satteri';

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
