import { expect, test } from 'vitest';
import { takenFiles } from '../../../src/instrument/checks/takenFiles.ts';

const FILES = {
  a: { name: 'a.txt', text: 'mkdir -> allow\n' },
  b: { name: 'b.txt', text: 'starts -> yes\n' },
  run: { name: 'run.strace', text: 'mkdir("/a", 0755) = 0\n' },
  second: { name: 'run (2).strace', text: 'mkdir("/a", 0755) = 0\n' },
  signs: { name: 'run #1 -> a.strace', text: 'mkdir("/a", 0755) = 0\n' },
};

test.each<[files: (keyof typeof FILES)[], about: 'profile' | 'map', text: string, traces: string[], told: string[]]>([
  [['a'], 'profile', 'mkdir -> allow\n', [], []],
  [['a', 'b'], 'profile', 'mkdir -> allow\n\nstarts -> yes\n', [], []],
  [['run'], 'profile', 'rmdir -> allow\ntrace run.strace -> passes\n', ['run.strace'], []],
  [['run', 'b'], 'profile', 'starts -> yes\ntrace run.strace -> passes\n', ['run.strace'], []],
  [['second'], 'profile', 'rmdir -> allow\ntrace run (2).strace -> passes\n', ['run (2).strace'], []],
  [['signs'], 'profile', 'rmdir -> allow', [], ['No check can name the file “run #1 -> a.strace”.']],
  [
    ['signs', 'run'],
    'profile',
    'rmdir -> allow\ntrace run.strace -> passes\n',
    ['run.strace'],
    ['No check can name the file “run #1 -> a.strace”.'],
  ],
  [['run'], 'map', 'rmdir -> allow', [], ['run.strace has no check.']],
  [['run', 'a'], 'map', 'mkdir -> allow\n', [], ['run.strace has no check.']],
])('%j of a %s', (names, about, text, traces, told) => {
  const taken = takenFiles(
    names.map((name) => FILES[name]),
    'rmdir -> allow',
    about,
  );
  expect([taken.text, taken.traces.map(({ name }) => name), taken.notices.map(({ message }) => message)]).toEqual([
    text,
    traces,
    told,
  ]);
});
