import { describe, expect, test } from 'vitest';
import { fileWord, nameWord, pathWord, shell, shellWord } from '../../../../src/engine/text/index.ts';

describe('text as one word of a shell', () => {
  test.each<[text: string, word: string]>([
    ['/srv/data', '/srv/data'],
    ['docker.io/library/nginx:1.27@sha256', 'docker.io/library/nginx:1.27@sha256'],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['/data/&&reboot', "'/data/&&reboot'"],
    ['=ls', "'=ls'"],
    ['', "''"],
  ])('%j: %s', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});

test.each<[name: string | undefined, word: string | undefined]>([
  ['ann', 'ann'],
  ['CORP\\ann', "'CORP\\ann'"],
  ['$HOME', "'$HOME'"],
  ['-rf', undefined],
  ['', undefined],
  [undefined, undefined],
  ['a\nb', undefined],
  ['a\u2028b', undefined],
])('the name %j is the word %s', (name, word) => {
  expect(nameWord(name)).toBe(word);
});

describe('a path as a word, to look at and to change', () => {
  test.each<[path: string | undefined, looked: string | undefined, changed: string | undefined]>([
    ['/srv/my data', "'/srv/my data'", "'/srv/my data'"],
    ['-rf', './-rf', './-rf'],
    ['data', './data', './data'],
    ['~root/x', "'./~root/x'", "'./~root/x'"],
    ['~/my data', "~/'my data'", "~/'my data'"],
    ['$PWD/data', '"$PWD/data"', '"$PWD/data"'],
    ['$PWD', '"$PWD"', '"$PWD"'],
    ['$HOME', '"$HOME"', undefined],
    ['$(id)/x', "'./$(id)/x'", "'./$(id)/x'"],
    ['/etc', '/etc', undefined],
    ['//usr/', '//usr/', undefined],
    ['~/', '~/', undefined],
    ['/./', '/./', undefined],
    ['/home/../etc/.', '/home/../etc/.', undefined],
    ['/opt/..', '/opt/..', undefined],
    ['/usr/lib', '/usr/lib', undefined],
    ['/usr/lib/x', '/usr/lib/x', '/usr/lib/x'],
    ['/boot/grub', '/boot/grub', undefined],
    ['/var/lib/', '/var/lib/', undefined],
    ['/var/lib/app', '/var/lib/app', '/var/lib/app'],
    ['$HOME/..', '"$HOME/.."', undefined],
    ['$HOME/../../etc', '"$HOME/../../etc"', undefined],
    ['..', '..', undefined],
    ['../data', '../data', '../data'],
    ['/a\u202eb', undefined, undefined],
    ['/a\u0007b', undefined, undefined],
    ['/a\nb', undefined, undefined],
    [' ', undefined, undefined],
    [undefined, undefined, undefined],
  ])('%j: %s, %s', (path, looked, changed) => {
    expect([fileWord(path), pathWord(path)]).toEqual([looked, changed]);
  });
});

test('a command takes numbers, quoted words and what the code spells out', () => {
  const kind: 'uid' | 'gid' = 'gid';
  expect(shell`chown ${33} ${shellWord('a b')} /etc/sub${kind}`).toBe("chown 33 'a b' /etc/subgid");
  // @ts-expect-error Text that isn't quoted is none.
  expect(shell`ls ${'a b' as string}`).toBe('ls a b');
});
