// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  firstCommand,
  optionValues,
  readPrompt,
  shellCommands,
  shellWords,
} from '../../../../src/engine/text/index.ts';

const ANN = { name: 'ann', uid: 1000, gid: 100 };

describe('the commands of a pasted text', () => {
  test.each<[what: string, text: string, commands: string[][]]>([
    ['blanks', ' a  b\tc\r\n', [['a', 'b', 'c']]],
    ['single quotes', "a 'b \\ $c' ''", [['a', 'b \\ $c', '']]],
    ['double quotes', 'a "b \\" \\$c \\d"', [['a', 'b " $c \\d']]],
    ['quotes within a word', `a=b'c d'"e"`, [['a=bc de']]],
    ['an open quote', "a 'b c", [['a', 'b c']]],
    ['a quoted line end', "a 'b\nc'", [['a', 'b\nc']]],
    ['a backslash', 'a\\ b \\$c', [['a b', '$c']]],
    ['the blank of fstab', 'x=a\\040b', [['x=a\\040b']]],
    ['a joined line', 'a \\\n  b\\\r\nc', [['a', 'bc']]],
    ['a joined line in quotes', '"a\\\nb"', [['ab']]],
    ['a second prompt', '$ a \\\n> b', [['a', 'b']]],
    ['a comment', 'a # b; c\nd', [['a'], ['d']]],
    ['no comment', 'a#b "#c" \\#d', [['a#b', '#c', '#d']]],
    ['a comment alone', '# first one thing\na b', [['a', 'b']]],
    ['ends', 'a; b && c | d > e (f)\ng', [['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['g']]],
    ['quoted ends', 'a ";" \\; \'|\'', [['a', ';', ';', '|']]],
    ['other variables', 'a $PID ${X} $USERS', [['a', '$PID', '${X}', '$USERS']]],
    ['white space of a web page', '\u00a0podman run x', [['podman', 'run', 'x']]],
  ])('%s: %j', (_, text, commands) => {
    expect(shellCommands(text).map(({ words }) => words.map((word) => word.text))).toEqual(commands);
  });

  test.each([
    ['a $UID ${EUID} $USER ${LOGNAME}', ['a', '1000', '1000', 'ann', 'ann']],
    ['a $(id -u):$(id -g) "$( id -un )" $(whoami)', ['a', '1000:100', 'ann', 'ann']],
    ["a '$UID' \\$UID", ['a', '$UID', '$UID']],
    ['# unshare $UID $USER', ['unshare', '0', 'root']],
  ])('what stands for the caller: %j', (text, words) => {
    expect(firstCommand(text, ANN).words.map((word) => word.text)).toEqual(words);
  });

  test('each word has its place, and each part of it', () => {
    const text = `  a 'b c'd`;
    const [, word] = shellWords(text);
    expect([word?.start, word?.end, word?.span(2, 4)]).toEqual([4, 10, { start: 7, end: 10, line: 1, column: 8 }]);
  });

  test('the value of an option is joined to it, or the next word', () => {
    const values = optionValues(shellWords('a --x=1 --y "2 3" --xy=4 --x'), ['--x', '--y']);
    expect(values.map(({ option, value }) => [option, value.text, value.start])).toEqual([
      ['--x', '1', 6],
      ['--y', '2 3', 12],
      ['--x', '', 28],
    ]);
  });

  test('any text is read, and every word lies in it, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab$UID{}()\'"\\\n\r\t ;&|<>#>~@:/') }), (text) => {
        const places = shellCommands(text, ANN).flatMap(({ words }) => words.map(({ start, end }) => [start, end]));
        expect(places.flat()).toEqual(places.flat().toSorted((a, b) => a - b));
        expect(places.flat().at(-1) ?? 0).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('prompts', () => {
  test.each<[said: string, sign: string | undefined, command: string | undefined]>([
    ['$ podman ps', '$', 'podman ps'],
    ['% ls', '%', 'ls'],
    ['❯ anything at all', '❯', 'anything at all'],
    ['➜ ~ ls', '➜', 'ls'],
    ['# cat /etc/subuid', '#', 'cat /etc/subuid'],
    ['# podman run alpine', '#', 'podman run alpine'],
    ['# PODMAN_USERNS=auto podman run alpine', '#', 'PODMAN_USERNS=auto podman run alpine'],
    ['# ranges of the build users', undefined, undefined],
    ['ann@host:~$ ls', '$', 'ls'],
    ['root@ct:/# id', '#', 'id'],
    ['[ann@host dir]$ ls', '$', 'ls'],
    ['(venv) ann@host ~ % ls', '%', 'ls'],
    ['~/src $ ls', '$', 'ls'],
    ['/ # id', '#', 'id'],
    ['/home/docker> id', '>', 'id'],
    ['bash-5.2$ id', '$', 'id'],
    ['sh-4.4# id', '#', 'id'],
    ['PS C:\\Users\\ann> docker run alpine', '>', 'docker run alpine'],
    ['C:\\> docker ps', '>', 'docker ps'],
    ['$', '$', ''],
    ['sudo unshare -U', undefined, 'sudo unshare -U'],
    ['podman is a tool', undefined, undefined],
    ['root:x:0:0:root:/root:/bin/bash', undefined, undefined],
    ['> quoted', undefined, undefined],
  ])('%j', (said, sign, command) => {
    const prompt = readPrompt(said);
    expect([prompt?.sign, prompt?.command]).toEqual([sign, command]);
  });
});
