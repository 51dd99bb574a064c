import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CAPABILITIES, DOCKER_CAPABILITIES } from '../../src/engine/linux/index.ts';
import type { Recording } from '../../src/tools/transcripts/Lab.ts';

const CONTENT = join(import.meta.dirname, '../../content');
const read = (path: string) => readFileSync(join(CONTENT, path), 'utf8');
const CHAPTER = read('learn/capabilities.mdx');
const REFERENCE = read('reference/capabilities.mdx');
const { steps }: Recording = JSON.parse(read('data/transcripts/capabilities.json'));
const printed = (id: string) => steps.find((step) => step.id === id)?.printed ?? '';

/** Bit n of the mask stands for capability n, as /proc/PID/status shows a set. */
const maskOf = (names: readonly string[]) =>
  names.reduce((mask, name) => mask | (1n << BigInt(CAPABILITIES.indexOf(name))), 0n).toString(16);

test('the numbers that front matter writes out are the engine’s', () => {
  expect([CAPABILITIES.length, DOCKER_CAPABILITIES.length]).toEqual([41, 14]);
  expect(CHAPTER).toContain('into 41 pieces, and Docker gives a container fourteen');
  expect(REFERENCE).toContain('All 41 Linux capabilities');
  expect(printed('last')).toBe(`${CAPABILITIES.length - 1}\n`);
});

test.each([
  [DOCKER_CAPABILITIES, 'a80425fb'],
  [['CAP_NET_ADMIN'], '1000'],
  [[...DOCKER_CAPABILITIES, 'CAP_NET_ADMIN'], 'a80435fb'],
  [['CAP_SETGID', 'CAP_SETUID'], 'c0'],
  [CAPABILITIES, '1ffffffffff'],
  [CAPABILITIES.filter((name) => name !== 'CAP_SYS_RESOURCE'), '1fffeffffff'],
])('%j is %s', (names, mask) => expect(maskOf(names)).toBe(mask));

test('what Docker gives was seen in a container, by name', () => {
  const names = printed('decode').trim().split('=')[1]?.split('\n');
  expect(names?.map((name) => name.toUpperCase()).sort()).toEqual([...DOCKER_CAPABILITIES].sort());
});

test('the table tells each of Docker’s fourteen, and no other', () => {
  const [, table = ''] =
    /\| What root in a container does with it \|\n\| --- \| --- \|\n((?:\|.*\n)+)/.exec(CHAPTER) ?? [];
  const first = table.split('\n').flatMap((line) => line.split('|')[1] ?? []);
  const names = first.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => `CAP_${name}`));
  expect(names.sort()).toEqual([...DOCKER_CAPABILITIES].sort());
});
