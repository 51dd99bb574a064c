import apache from '../../LICENSES/Apache-2.0.txt?raw';
import notice from '../../NOTICE?raw';
import codemirror from '../../node_modules/@codemirror/view/LICENSE?raw';
import ofl from '../../node_modules/@fontsource-variable/source-serif-4/LICENSE?raw';
import lezer from '../../node_modules/@lezer/common/LICENSE?raw';
import astro from '../../node_modules/astro/LICENSE?raw';
import preact from '../../node_modules/preact/LICENSE?raw';
import reveal from '../../node_modules/reveal.js/LICENSE?raw';
import uqr from '../../node_modules/uqr/LICENSE?raw';

const texts = [
  ['NOTICE', notice],
  ['Source Serif 4', ofl],
  ['Preact', preact],
  ['Astro', astro],
  ['CodeMirror', codemirror],
  ['Lezer', lezer],
  ['reveal.js', reveal],
  ['uqr', uqr],
  ['Apache License 2.0', apache],
] as const;

/** What the site ships of others, with their licences in full, as those ask for. */
export function GET(): Response {
  return new Response(texts.map(([title, text]) => `==== ${title} ====\n\n${text.trim()}\n`).join('\n\n'));
}
