import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const CONTENT = join(import.meta.dirname, '../../content');
const read = (path: string) => readFileSync(join(CONTENT, path), 'utf8');
const DEFAULT = read('data/profiles/docker-26.1.5.json').split('\n');
const QUOTED = [
  ...read('learn/profiles.mdx').matchAll(/^```json title="default\.json, from line (\d+)"\n([\s\S]*?)^```$/gm),
].map(([, line, text = '']) => ({ line: Number(line), rows: text.trimEnd().split('\n') }));

test('the chapter quotes four places of Docker’s default', () =>
  expect(QUOTED.map(({ line }) => line)).toEqual([2, 58, 674, 426]));

test.each(QUOTED)('from line $line as Docker wrote it', ({ line, rows }) => {
  const theirs = DEFAULT.slice(line - 1, line - 1 + rows.length);
  expect(rows.map((row) => row.trim())).toEqual(theirs.map((row) => row.trim()));
});
