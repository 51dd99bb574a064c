/** The order in which Docker's lists stand: by name, underscores passed over. */
export function byName(a: string, b: string): number {
  const [left, right] = [a.replaceAll('_', ''), b.replaceAll('_', '')];
  return left < right ? -1 : left > right ? 1 : 0;
}
