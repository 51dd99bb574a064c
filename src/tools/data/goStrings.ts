/** The string literals in the body of a Go function that returns a list of them; empty where there is no such function. */
export function goStrings(source: string, name: string): string[] {
  const start = source.indexOf(`func ${name}(`);
  if (start === -1) return [];
  const end = source.indexOf('\n}', start);
  return [...source.slice(start, end === -1 ? undefined : end).matchAll(/"([^"\\\n]*)"/g)].map(
    (match) => match[1] ?? '',
  );
}
