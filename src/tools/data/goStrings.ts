/** The string literals in a Go list, be it a variable or what a function returns; empty where there is neither of that name. */
export function goStrings(source: string, name: string): string[] {
  const start = source.search(new RegExp(`^(func ${name}\\(|\\s+${name} = )`, 'm'));
  if (start === -1) return [];
  const length = source.slice(start).search(/\n\t?\}/);
  return [...source.slice(start, length === -1 ? undefined : start + length).matchAll(/"([^"\\\n]*)"/g)].map(
    (match) => match[1] ?? '',
  );
}
