import type { BuiltPage } from '../../src/tools/build/headersFile.ts';

/** What is found on pages, by the path of each page on which something is; each looked at where it stands in the build, without a browser. */
export function foundOn(
  pages: readonly BuiltPage[],
  find: (page: BuiltPage) => readonly unknown[] | Promise<readonly unknown[]>,
): Promise<Record<string, readonly unknown[]>> {
  return Promise.all(pages.map(async (page) => [page.path, await find(page)] as const)).then((found) =>
    Object.fromEntries(found.filter(([, wrong]) => wrong.length > 0)),
  );
}
