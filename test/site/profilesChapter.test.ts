import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decide, parseCall } from '../../src/engine/seccomp/index.ts';
import { readSeccompLink } from '../../src/share/seccompLink.ts';
import { linkFilter } from '../../src/site/capabilityTable.ts';

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

test.each([
  ['docker-26.1', 'unshare', 'ERRNO 1'],
  ['docker-26.1', 'x86: unshare', 'ERRNO 1'],
  ['docker-26.1', 'x86: getpid', 'ALLOW 0'],
  ['kubernetes-1.36', 'unshare', 'ALLOW 0'],
  ['kubernetes-1.36', 'x86: getpid', 'KILL_THREAD 0'],
])('the figure of two readers: %s answers %s with %s', async (stack, text, answer) => {
  const { value: link } = await readSeccompLink(`stack=${stack}&profile=docker-26.1&call=mkdir`);
  const filter = await linkFilter(link);
  const { value: call } = parseCall(text, 'SCMP_ARCH_X86_64');
  const { action, data } = decide(filter, call ?? { arch: 'SCMP_ARCH_X86_64', syscall: -1, args: [] });
  expect(`${action} ${data}`).toBe(answer);
});
