const MOST = 40;

/** The text with every word of more than 40 characters cut there, "…" in the place of the rest; a closing quote or comma stays. */
export function shortened(text: string): string {
  return text.replace(/\S{41,}/g, (word) => `${word.slice(0, MOST)}…${/["”,]*$/.exec(word)?.[0] ?? ''}`);
}
