/** The colours of the light theme by their names (`paper`, `water-1`), as src/styles/tokens.css tells them: the first of a pair, or the only one. */
export function lightTokens(css: string): (name: string) => string {
  const colours = new Map(
    [...css.matchAll(/--([\w-]+):\s*(?:light-dark\(\s*)?(#[\da-f]{6})\b/gi)].map(([, name = '', colour = '']) => [
      name,
      colour,
    ]),
  );
  return (name) => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`src/styles/tokens.css has no colour --${name}.`);
    return colour;
  };
}
