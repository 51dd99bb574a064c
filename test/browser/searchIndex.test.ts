import { expect, test } from 'vitest';
import { fragmentOf } from './searchFragment.ts';

const CONTROLS = [
  /Couldn’t load/,
  /Loading the/,
  /Reload the page/,
  /Docker 1\.13\.1/,
  /SYS_ADMIN.{0,3}SYS_BOOT/,
  /Show all/,
];

test.each<[path: string, has: RegExp[], lacks: RegExp[]]>([
  [
    '/play/seccomp/',
    [/Does your profile allow your call/, /Refused: EPERM/, /All system calls/],
    [/"names"/, /mkdirsocket/, /Page Up/, /accept4/, /fsetxattr/, ...CONTROLS],
  ],
  ['/play/uid-map/', [/Paste what you have/], CONTROLS],
  [
    '/play/stack/',
    [/Works on my laptop/, /clone3 breaks glibc 2\.34/],
    [/Kubernetes 1\.36/, /Each stack’s default/, ...CONTROLS],
  ],
  // Its prose quotes a profile.
  ['/learn/seccomp/', [/What the filter sees/, /Refused/], CONTROLS],
])('of %s the search knows the words and the answer, and no form, text or table', async (path, has, lacks) => {
  const { content } = await fragmentOf(path);
  expect(has.filter((part) => !part.test(content))).toEqual([]);
  expect(lacks.filter((part) => part.test(content))).toEqual([]);
});
