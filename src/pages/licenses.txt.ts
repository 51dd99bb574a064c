import ofl from '@fontsource-variable/source-serif-4/LICENSE?raw';
import astro from 'astro/LICENSE?raw';
import preact from 'preact/LICENSE?raw';
import apache from '../../LICENSES/Apache-2.0.txt?raw';
import notice from '../../NOTICE?raw';

const texts = [
  ['NOTICE', notice],
  ['Source Serif 4', ofl],
  ['Preact', preact],
  ['Astro', astro],
  ['Apache License 2.0', apache],
] as const;

/** What the site ships of others, with their licences in full, as those ask for. */
export function GET(): Response {
  return new Response(texts.map(([title, text]) => `==== ${title} ====\n\n${text.trim()}\n`).join('\n\n'));
}
