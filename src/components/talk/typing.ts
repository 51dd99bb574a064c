/** As a person types: not even, and never longer than an audience waits. */
const EACH_MS = 38;
const MOST_MS = 1500;
/** Between the last key and what is printed. */
const PAUSE_MS = 260;

/** How long it takes to type a command of so many characters, and when what it printed appears. */
export function typingTimes(length: number): { each: number; printedAt: number } {
  const each = length === 0 ? 0 : Math.min(EACH_MS, MOST_MS / length);
  return { each, printedAt: Math.ceil(each * length) + PAUSE_MS };
}

/** How many characters stand there after so long: none at first, all at the end. */
export function typedAfter(length: number, milliseconds: number): number {
  const { each } = typingTimes(length);
  return each === 0 ? length : Math.max(0, Math.min(length, Math.floor(milliseconds / each)));
}

/** Of texts that follow each other, what of each stands there once so many characters are typed. */
export function typedParts(texts: readonly string[], typed: number): string[] {
  let left = typed;
  return texts.map((text) => {
    const part = text.slice(0, Math.max(0, left));
    left -= text.length;
    return part;
  });
}
