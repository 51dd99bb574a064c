import { expect, test } from 'vitest';
import { profileText } from '../engine/seccomp/inline.ts';
import { ran } from './ran.ts';

const OLD = profileText('errno: allow read write mkdir rmdir clone3');
const NEW = profileText('errno: allow read write mkdir clone3 unlink | allow socket arg0==1');

test.each<[name: string, words: string[], files: Record<string, string>, said: string[], status: number]>([
  ['one profile', ['a.json', 'a.json'], { 'a.json': OLD }, ['No difference: every call gets the same answer.'], 0],
  [
    'two profiles',
    ['a.json', 'b.json'],
    { 'a.json': OLD, 'b.json': NEW },
    [
      'No longer allowed',
      '  x86_64: rmdir',
      '    allowed -> EPERM',
      'Newly allowed',
      '  x86_64: socket(AF_UNIX)',
      '    EPERM -> allowed',
      '  x86_64: unlink',
      '    EPERM -> allowed',
    ],
    1,
  ],
])('%s', async (_, words, files, said, status) => {
  const run = await ran(['compare', ...words], files);
  expect([run.status, run.said.split('\n'), run.complained]).toEqual([status, said, '']);
});

test('one profile on two stacks', async () => {
  const words = [
    'compare',
    'docker-26.1',
    'docker-26.1',
    '--stack',
    'docker-20.10.24',
    '--after-stack',
    'docker-29.9',
    '--json',
  ];
  const { status, said } = await ran(words);
  const rows: { before: string; after: string; calls: string[] }[] = JSON.parse(said);
  expect([status, rows.map(({ before, after, calls }) => [before, after, calls[0]])]).toEqual([
    1,
    [['EPERM', 'allowed', 'map_shadow_stack']],
  ]);
});

test.each([
  [['a.json'], 'waterline: Give two profiles: waterline compare old.json new.json'],
  [['-', '-'], 'waterline: Only one of the two can be standard input.'],
  [['none.json', 'docker-29.9'], 'waterline: Can’t open none.json: there is no such file.'],
  [['docker-29.9', 'docker-29.9', '--after-stack', 'no'], 'waterline: No stack is named no. Stacks: '],
])('%j: status 2', async (words, complained) => {
  const run = await ran(['compare', ...words]);
  expect([run.status, run.said, run.complained.slice(0, complained.length)]).toEqual([2, '', complained]);
});
