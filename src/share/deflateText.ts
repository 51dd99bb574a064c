import { type Parsed, refused } from '../engine/text/index.ts';
import { hasMoreLines, LINK_LIMITS, type LinkLimits } from './fragment.ts';

/** `text` as UTF-8, deflated and written in base64url without padding: how a link carries a text too long to be read. */
export async function deflateText(text: string): Promise<string> {
  const bytes = await collect(
    new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')),
    Number.MAX_SAFE_INTEGER,
  );
  return toBase64Url(bytes ?? new Uint8Array());
}

/**
 * The text that `deflateText` packed, a byte order mark at its beginning included; undefined, with one diagnostic, where it was cut, altered or unfolds to
 * more than the limits.
 */
export async function inflateText(packed: string, limits: LinkLimits = LINK_LIMITS): Promise<Parsed<string>> {
  const deflated = fromBase64Url(packed);
  if (deflated === undefined) return unreadable('it must be base64url (A to Z, a to z, 0 to 9, - and _)');
  try {
    const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const bytes = await collect(stream, limits.bytes);
    if (bytes === undefined) return unreadable(`it decompresses to more than ${limits.bytes} bytes`);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (hasMoreLines(text, limits.lines)) return unreadable(`it decompresses to more than ${limits.lines} lines`);
    return { value: text, diagnostics: [] };
  } catch {
    return unreadable('it is cut off or altered');
  }
}

function unreadable(why: string): Parsed<string> {
  const message = `The text in this link can’t be read: ${why}.`;
  return refused('link-text', message, 'Ask for the link again, or paste the text itself.');
}

async function collect(
  stream: ReadableStream<Uint8Array>,
  longest: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > longest) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}
