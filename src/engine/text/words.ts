/** "1 ID", "2 IDs". */
export const counted = (count: number | bigint, what: string) => `${count} ${what}${Number(count) === 1 ? '' : 's'}`;

/** The text as a message shows it: at most `most` characters, the last of them "…" where more were cut off. */
export function shorten(text: string, most = 40): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
