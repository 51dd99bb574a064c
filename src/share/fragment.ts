import { type Diagnostic, error, type Parsed, shorten } from '../engine/text/index.ts';
import type { LinkFormat } from './linkKey.ts';

/** How much is read of what an address holds. */
export interface LinkLimits {
  /** Characters of the fragment: browsers and chat programs cut longer ones. */
  fragment: number;
  /** Bytes and lines that one packed text may unfold to: a small link must not fill the reader's memory, nor hold the page up. */
  bytes: number;
  lines: number;
}

/** Of a link, which may come from anybody. */
export const LINK_LIMITS: LinkLimits = { fragment: 100_000, bytes: 2_000_000, lines: 50_000 };

/** Of a link that is written: 64 KB, which programs that pass links on still take. Longer ones from before are read. */
export const WRITTEN_LIMITS: LinkLimits = { ...LINK_LIMITS, fragment: 65_536 };

/** Of what this tab kept of its own reader's text. */
export const TAB_LIMITS: LinkLimits = { fragment: 4_000_000, bytes: 16_000_000, lines: Number.POSITIVE_INFINITY };

/** A link of nothing but commas must not fill the page with what is wrong with it. */
export const MOST_LINK_PROBLEMS = 5;

/** Whether a fragment that carries these texts is read back within `limits`: one that is not would be no link. */
export function isWithin({ fragment, bytes, lines }: LinkLimits, written: string, texts: readonly string[]): boolean {
  return (
    written.length <= fragment && texts.every((text) => !hasMoreLines(text, lines) && byteLength(text, bytes) <= bytes)
  );
}

/** Whether `text` has more lines than `most`; no further than that is counted. */
export function hasMoreLines(text: string, most: number): boolean {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1 && count <= most; at = text.indexOf('\n', at + 1)) count++;
  return count > most;
}

/** The length in UTF-8, which is worked out only where it could be more than `most`. */
function byteLength(text: string, most: number): number {
  return text.length * 3 <= most ? text.length : new TextEncoder().encode(text).length;
}

/**
 * The entries of a URL fragment: `#map=0:165536:65536&id=33`, with or without its `#`. A key given twice keeps its first value.
 * An entry that can't be read is left out and said in a diagnostic; `+` stands for itself, as people type links by hand.
 */
export function parseFragment(
  fragment: string,
  { fragment: longest }: LinkLimits = LINK_LIMITS,
): Parsed<ReadonlyMap<string, string>> {
  const entries = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (text.length > longest) {
    const message = `This link has ${text.length} characters; at most ${longest} are read.`;
    diagnostics.push(error('link-too-long', message, 'Open the text as a file instead.'));
    return { value: entries, diagnostics };
  }
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const key = equals === -1 ? part : part.slice(0, equals);
    const value = equals === -1 ? undefined : decode(part.slice(equals + 1));
    if (value === undefined) {
      const message = `“${shorten(part)}” in this link can’t be read: write key=value with percent-encoding as in a URL.`;
      diagnostics.push(error('link-entry', message, 'Check that the link was copied whole.'));
    } else if (!entries.has(key)) entries.set(key, value);
  }
  return { value: entries, diagnostics };
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/**
 * Characters that stay as they are, so that a link can be read aloud and typed from a slide. All others, and those that would end an
 * entry or the URL itself (`& # %`, spaces, quotes, angle brackets), are percent-encoded.
 */
const UNREADABLE = /[^A-Za-z0-9\-._~!$'()*+,;:@/?=|]/gu;

/** The fragment that says these entries, without `#`; '' when there are none. `parseFragment` reads it back. */
export function formatFragment(entries: Iterable<readonly [key: string, value: string]>): string {
  return [...entries].map(([key, value]) => `${key}=${escapeValue(value)}`).join('&');
}

function escapeValue(value: string): string {
  // A lone surrogate has no UTF-8 form; encodeURIComponent would throw on it.
  return value.toWellFormed().replace(UNREADABLE, (character) => encodeURIComponent(character));
}

/** Whether a fragment says a state. A state has keys; an anchor, such as the skip link's, has none. */
export const holdsState = (fragment: string): boolean => fragment.includes('=');

/** A path of this site with the origin of the build (SITE_URL), for links that leave the page; the path alone where the build knows none. */
export function withOrigin(path: string, site: URL | undefined): string {
  return site === undefined ? path : new URL(path, site).href;
}

/**
 * The entries of a fragment whose keys a page does not know, exactly as they are there, without `#`; '' for none. A newer page or another program put them
 * there, so they stay in every link that is made from this one. A key that is given twice is kept once, as `parseFragment` reads it.
 */
export function unknownEntries<Link extends object>({ keys }: LinkFormat<Link>, fragment: string): string {
  const known = new Set(keys.flatMap(({ names }) => names));
  const kept = new Map<string, string>();
  for (const entry of fragment.replace(/^#/, '').split('&')) {
    const [name = ''] = entry.split('=');
    if (name !== '' && !known.has(name) && !kept.has(name)) kept.set(name, entry);
  }
  return [...kept.values()].join('&');
}

/** A fragment with such entries behind its own. */
export const withEntries = (fragment: string, entries: string): string =>
  [fragment, entries].filter((part) => part !== '').join('&');
