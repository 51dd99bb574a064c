/** A page of this site, as it was sent; undefined where there is none, or the network is gone and the page was not kept. */
export async function loadPage(address: string): Promise<Document | undefined> {
  try {
    const response = await fetch(address.replace(/#.*/s, ''));
    const isPage = response.ok && response.headers.get('content-type')?.includes('html');
    return isPage ? parsePage(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}

/** Without its inline styles, which this page's policy knows nothing of: a parser, too, complains of them. */
const parsePage = (html: string) =>
  new DOMParser().parseFromString(html.replaceAll(/<style\b[\s\S]*?<\/style>/g, ''), 'text/html');

/** The styles that a page has and this one lacks, added to its head. */
export function takeStyles(page: Document): void {
  const here = new Set([...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.getAttribute('href')));
  for (const link of page.querySelectorAll('link[rel=stylesheet]')) {
    const href = link.getAttribute('href');
    if (href === null || here.has(href)) continue;
    here.add(href);
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
  }
}
