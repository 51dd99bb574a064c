import { defineHastPlugin } from 'satteri';

/** Links in prose are written as paths from the site's root (`/learn/iceberg/`); under a sub-path they need it before them. */
export function internalLinks(base: string) {
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
