/** The addresses that the built page of sources lists: what is shown is what is asked. */
export function sourcesOn(html: string): readonly string[] {
  const found = [...html.matchAll(/<a\s[^>]*?href="(https?:[^"]+)"[^>]*?\sdata-source/g)].map(([, url = '']) =>
    url.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
  );
  return [...new Set(found)];
}
