import { encode } from 'uqr';

/** A QR code as it is drawn: `path` fills its dark modules, one unit each, in a square of `size` units, with the quiet zone around them. */
export interface QrCode {
  size: number;
  path: string;
}

/** What the largest code holds at the lowest level of correction, in bytes of UTF-8 (ISO/IEC 18004, version 40-L). */
const MOST_BYTES = 2953;
/** The quiet zone that readers need around a code, in modules (ISO/IEC 18004). */
const QUIET = 4;

/** The code of a text, at the highest level of correction that makes it no larger; undefined where no code holds so many bytes, or there is no text. */
export function qrCode(text: string): QrCode | undefined {
  const bytes = [...new TextEncoder().encode(text)];
  if (bytes.length === 0 || bytes.length > MOST_BYTES) return undefined;
  // As bytes, for the library counts a text's UTF-16 units.
  const { data, size } = encode(bytes, { ecc: 'L', boostEcc: true, border: QUIET });
  return { size, path: data.flatMap(rowPath).join('') };
}

/** A rectangle for each run of dark modules of a row. */
function rowPath(row: readonly boolean[], y: number): string[] {
  return row.flatMap((isDark, x) => {
    if (!isDark || row[x - 1]) return [];
    const end = row.indexOf(false, x);
    return [`M${x} ${y}h${(end < 0 ? row.length : end) - x}v1H${x}z`];
  });
}
