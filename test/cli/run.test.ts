import { expect, test } from 'vitest';
import { stackOf } from '../../src/engine/stack/index.ts';
import { presetOf } from '../../src/instrument/presets/presets.ts';
import { ran } from './ran.ts';

test.each<[words: string[], status: number, start: string]>([
  [['--help'], 0, 'waterline says what a container may do'],
  [['help'], 0, 'waterline says what a container may do'],
  [[], 2, 'waterline says what a container may do'],
  [['check', '--help'], 0, 'waterline check PROFILE CHECKS [options]'],
  [['explain', '-h'], 0, 'waterline explain TEXT'],
])('%j helps', async (words, status, start) => {
  const run = await ran(words);
  expect([run.status, run.said.slice(0, start.length), run.complained]).toEqual([status, start, '']);
});

test('another command is no command', async () => {
  const { status, complained } = await ran(['chek']);
  expect([status, complained.split('\n')[0]]).toEqual([2, 'waterline: No command is named chek.']);
});

test('every stack and preset that a help names is there', async () => {
  const helps = await Promise.all(['check', 'compare', 'explain'].map((name) => ran([name, '--help'])));
  const named = helps.flatMap(({ said }) => said.match(/\b(?:docker|podman|kubernetes|containerd)-\d[\w.]*\w/g) ?? []);
  expect([named.length > 5, named.filter((name) => !stackOf(name) && !presetOf(name))]).toEqual([true, []]);
});
