import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenLinks } from '../../../src/tools/links/brokenLinks.ts';

const folder = mkdtempSync(join(tmpdir(), 'links-'));
mkdirSync(join(folder, 'play/uid-map'), { recursive: true });
mkdirSync(join(folder, 'reference/syscalls'), { recursive: true });
mkdirSync(join(folder, 'a'));
for (const file of ['index.html', 'a/index.html', 'play/uid-map/index.html', 'reference/syscalls/index.html', 'x.css'])
  writeFileSync(join(folder, file), '');

const why = (html: string, base = '') => {
  const pages = [
    { path: '/', file: '', html },
    { path: '/a/', file: '', html: '<h2 id="there">' },
    { path: '/play/uid-map/', file: '', html: '' },
  ];
  return brokenLinks(folder, pages, base).map((broken) => broken.why);
};

describe('brokenLinks', () => {
  it.each([
    ['<a href="/a/">', '', []],
    ['<a href="/a/#there">', '', []],
    ['<a href="/a/#gone">', '', ['no such anchor']],
    ['<a href="#gone">', '', ['no such anchor']],
    ['<a href="/a">', '', ['no slash at its end']],
    ['<a href="/b/">', '', ['no such file']],
    ['<link href="/x.css"><script src="/y.js">', '', ['no such file']],
    ['<a href="/play/uid-map/#map=0:1:2">', '', []],
    ['<a href="/reference/syscalls/#sort=name">', '', []],
    ['<a href="/reference/syscalls/#gone">', '', ['no such anchor']],
    ['<a href="/a/#sort=name">', '', ['no such anchor']],
    ['<a href="https://example.org/x">', '', []],
    ['<a href="/base/a/">', '/base', []],
    ['<a href="/a/">', '/base', ['outside the base path']],
  ])('%s under “%s”', (html, base, expected) => expect(why(html, base)).toEqual(expected));
});
