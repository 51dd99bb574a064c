import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The paths that these name stand in the tree, or in a room of it: `formats/tools.ts`. A `<name>` or a `*` stands for any. */
describe.each(['README.md', 'CONTRIBUTING.md'])('%s', (document) => {
  const named = [...readFileSync(document, 'utf8').matchAll(/`([\w<>*.-]+\/[\w<>*./-]*)`/g)].map(
    (match) => match[1] ?? '',
  );
  const paths = named.filter((path) => !path.startsWith('dist/'));

  it('names paths', () => expect(paths.length).toBeGreaterThan(3));
  it.each([...new Set(paths)])('%s', (path) => {
    const pattern = path.replaceAll(/<\w+>/g, '*').replace(/\/$/, '');
    expect(globSync([pattern, `{src,test}/**/${pattern}`])).not.toEqual([]);
  });
});
