/** A page as the list names it. */
interface ListedPage {
  path: string;
  title: string;
  description: string;
}

/** What the list names. */
interface ListedSite {
  chapters: readonly (ListedPage & { part: string })[];
  instruments: readonly ListedPage[];
  reference: readonly ListedPage[];
  /** Pages of the reference that have no text as Markdown. */
  withoutTwin: readonly string[];
}

/**
 * The site as https://llmstxt.org/ asks for it: its name, what it is, then its pages by kind, a line for each. A page with a Markdown text is named by that.
 * `address` gives a path its address.
 */
export function llmsText(
  { chapters, instruments, reference, withoutTwin }: ListedSite,
  address: (path: string) => string,
): string {
  const line = ({ path, title, description }: ListedPage) => `- [${title}](${address(path)}): ${description}`;
  const twin = (page: ListedPage) =>
    withoutTwin.includes(page.path) ? page : { ...page, path: page.path.replace(/\/$/, '.md') };
  return [
    '# Below the Waterline',
    '',
    '> A guide to Linux containers, and instruments that answer as the kernel does: what a container can see (namespaces), use (cgroups) and do (seccomp), and which user on the host it really is.',
    '',
    'Every answer names the versions it was computed for. The instruments run in the browser and keep their state in the fragment of their address.',
    '',
    '## Guide',
    '',
    ...chapters.map(({ part, ...page }) => line({ ...twin(page), description: `${part}. ${page.description}` })),
    '',
    '## Instruments',
    '',
    ...instruments.map(line),
    '',
    '## Reference',
    '',
    ...reference.map((page) => line(twin(page))),
    '',
  ].join('\n');
}
