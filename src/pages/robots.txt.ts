import type { APIRoute } from 'astro';
import { withOrigin } from '../share/fragment.ts';
import { href } from '../site/href.ts';

/** Every page may be read; the sitemap is named where the build wrote one, which takes an origin (SITE_URL). */
export const GET: APIRoute = ({ site }) =>
  new Response(
    [
      'User-agent: *',
      'Allow: /',
      ...(site ? ['', `Sitemap: ${withOrigin(href('/sitemap-index.xml'), site)}`] : []),
      '',
    ].join('\n'),
  );
