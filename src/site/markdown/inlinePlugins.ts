import { defineHastPlugin } from 'satteri';
import { wholeOptionsInProse } from './wholeOptions.ts';

/** Links in prose are written as paths from the site's root (`/learn/iceberg/`); under a sub-path they need it before them. */
function internalLinks(base: string) {
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

/** What every text of ours goes through, a whole chapter or one line of front matter. */
export const inlinePlugins = (base: string) => [internalLinks(base), wholeOptionsInProse()];
