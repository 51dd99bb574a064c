import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { rootBuild } from './builds.ts';

/** What the search knows of a page: its text, for the excerpts. */
async function indexed(path: string): Promise<string> {
  const folder = join(rootBuild, 'pagefind/fragment');
  for (const name of await readdir(folder)) {
    const packed = gunzipSync(await readFile(join(folder, name))).toString();
    const page: { url: string; content: string } = JSON.parse(packed.slice(packed.indexOf('{')));
    if (page.url === path) return page.content;
  }
  throw new Error(`The search does not know ${path}.`);
}

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
  const content = await indexed(path);
  expect(has.filter((part) => !part.test(content))).toEqual([]);
  expect(lacks.filter((part) => part.test(content))).toEqual([]);
});
