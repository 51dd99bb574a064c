const MARK = /<html\b[^>]*? data-build="(\w+)"/;

/** Which build an HTML page is of; undefined where it is none of ours, as a hotel's own page that asks for a password. */
export const buildOfPage = (html: string): string | undefined => MARK.exec(html)?.[1];

/** A page with its build written into it, in the place of an older one. Throws where it has no root element, for such a page would never be kept. */
export function withBuild(html: string, build: string): string {
  if (!html.includes('<html')) throw new Error('A page has no <html>.');
  return html
    .replace(MARK, (tag, older: string) => tag.replace(` data-build="${older}"`, ''))
    .replace('<html', `<html data-build="${build}"`);
}
