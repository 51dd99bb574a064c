import { hashOf } from '../../site/inlineScripts.ts';

const INLINE = /<(script|style)(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/\1>/g;
const HASH = / (?:'|&#39;)(sha256-[A-Za-z0-9+/=]+)(?:'|&#39;)/g;

/**
 * `html` whose policy, in the tag given, allows the page's own inline scripts and styles and no others. Astro names those of every way to load
 * an island, used or not: each is room for something that the page hasn't got, and bytes that don't compress.
 */
export function ownHashes(html: string, tag: string): string {
  // Of an empty script no policy is asked: https://html.spec.whatwg.org/#prepare-the-script-element.
  const asked = [...html.matchAll(INLINE)].filter(([, kind, text]) => kind === 'style' || text !== '');
  const own = new Set<string>(asked.map(([, , text = '']) => hashOf(text)));
  return html.replace(
    tag,
    tag.replace(HASH, (source, hash: string) => (own.has(hash) ? source : '')),
  );
}
