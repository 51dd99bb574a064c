import { type Diagnostic, error, type Parsed, shorten } from '../engine/text/index.ts';
import { LINK_LIMITS, type LinkLimits } from './linkLimits.ts';

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
