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
