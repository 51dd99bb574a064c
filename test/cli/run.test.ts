import { expect, test } from 'vitest';
import { ran } from './ran.ts';

test.each<[words: string[], status: number, start: string]>([
  [['--help'], 0, 'waterline asks what a container may do'],
  [['help'], 0, 'waterline asks what a container may do'],
  [[], 2, 'waterline asks what a container may do'],
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
