/** What fgets(3) leaves of a line, where the text that it took ends, and how many lines that were. */
export interface LineRead {
  text: string;
  end: number;
  lines: number;
  /** The size of the buffer afterwards: it grows and stays so for the lines that follow. */
  buffer: number;
  /** Where reading fails: the last line fills the buffer to the byte, or a NUL hides its end. */
  unreadable: 'buffer' | 'nul' | undefined;
}

/** BUFLEN of commonio_open: what the buffer begins with, and what is added to it. */
export const SHADOW_BUFFER = 4096;

/**
 * The line at `start` as shadow 4.17.4 reads it (lib/commonio.c, commonio_open): fgets into the buffer, and while no newline is to be seen there and the
 * file has not ended, once more into a larger one. What is behind a NUL isn't seen and is read over by what comes next, be it the following line; and
 * where nothing comes next, that is a failure.
 */
export function readShadowLine(text: string, start: number, buffer: number): LineRead {
  const newline = text.indexOf('\n', start);
  const plain = newline !== -1 && (newline + 1 - start) * MOST_BYTES < buffer;
  const line = plain ? text.slice(start, newline) : '\0';
  if (!line.includes('\0')) return { text: line, end: newline, lines: 1, buffer, unreadable: undefined };

  const kept: Uint8Array[] = [];
  let length = 0;
  let size = buffer;
  let end = start;
  for (let at = start, lines = 1; ; lines += 1) {
    const next = text.indexOf('\n', at);
    end = next === -1 ? text.length : next;
    const bytes = new TextEncoder().encode(text.slice(at, next === -1 ? end : next + 1));
    for (let from = 0; from < bytes.length; size += SHADOW_BUFFER) {
      const room = size - 1 - length;
      const chunk = bytes.subarray(from, from + room);
      const nul = chunk.indexOf(0);
      const seen = nul === -1 ? chunk : chunk.subarray(0, nul);
      const ended = seen.at(-1) === NEWLINE;
      if (seen.length > 0) kept.push(ended ? seen.subarray(0, -1) : seen);
      length += seen.length;
      from += chunk.length;
      const atEndOfFile = next === -1 && chunk.length < room;
      if (ended || atEndOfFile) return { text: decode(kept), end, lines, buffer: size, unreadable: undefined };
    }
    at = end + 1;
    if (at < text.length) continue;
    return { text: decode(kept), end, lines, buffer: size, unreadable: next === -1 ? 'buffer' : 'nul' };
  }
}

/** No UTF-16 unit has more bytes in UTF-8. */
const MOST_BYTES = 3;
const NEWLINE = 10;

function decode(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode();
}
