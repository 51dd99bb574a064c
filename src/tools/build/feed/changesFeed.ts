import { writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { withOrigin } from '../../../share/withOrigin.ts';
import { siteChanges } from '../../../site/changes.ts';
import { atomFeed } from './atomFeed.ts';

/** After a build that knows its origin: writes `/feed.xml`, which the pages name (src/components/head/Published.astro). */
export function changesFeed(): AstroIntegration {
  let address = (path: string) => path;
  return {
    name: 'changes-feed',
    hooks: {
      'astro:config:done': ({ config }) => {
        const base = config.base.replace(/\/$/, '');
        address = (path) => withOrigin(`${base}${path}`, new URL(config.site ?? ''));
      },
      'astro:build:done': async ({ dir }) => writeFile(new URL('feed.xml', dir), atomFeed(siteChanges(), address)),
    },
  };
}
