import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const TREE = globSync(['*', '{.ci,.github,cli,content,docs,public,src,test}/**']).join('\n');

/** The paths that these name stand in the tree, or in a room of it: `formats/tools.ts`. A `<name>` or a `*` stands for any. */
test.each(['README.md', 'CONTRIBUTING.md'])('%s names paths that there are', (document) => {
  const named = [...readFileSync(document, 'utf8').matchAll(/`([\w<>*.-]+\/[\w<>*./-]*)`/g)].map(
    (match) => match[1] ?? '',
  );
  const paths = [...new Set(named)].filter((path) => !path.startsWith('dist/'));
  const isThere = (path: string) => {
    const words = path.replace(/\/$/, '').split(/<\w+>|\*/);
    const pattern = new RegExp(`^(?:(?:src|test)/(?:.*/)?)?${words.map(RegExp.escape).join('[^/]*')}$`, 'm');
    return pattern.test(TREE);
  };
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});
