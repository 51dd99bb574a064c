/** `count` ids from `first` up, in words: "ID 5000", "5000 to 14999". */
export function idRange(first: number, count: number): string {
  return count === 1 ? `ID ${first}` : `${first} to ${first + count - 1}`;
}

/** At most three of `items` in words; the rest is counted. "bozo, krusty and 4 more". */
export function listed(items: readonly string[]): string {
  const shown = items.slice(0, items.length > 3 ? 2 : 3);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}
