import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandPhrases } from '../../../src/site/markdown/codeBlocks.ts';

const phrases = (command: string) =>
  commandPhrases(command).flatMap((part) => (typeof part === 'string' ? [] : [part.phrase]));

describe('a command’s phrases', () => {
  it.each<[command: string, phrases: string[]]>([
    ['docker run --rm -v /srv/d:/d busybox ls', ['docker', 'run', '--rm', '-v /srv/d:/d', 'busybox', 'ls']],
    ['docker run --security-opt seccomp=x.json \\', ['docker', 'run', '--security-opt seccomp=x.json \\']],
    ['docker run -d --name web', ['docker', 'run', '-d', '--name web']],
    ['    busybox unshare --user id', ['busybox', 'unshare', '--user', 'id']],
    ['cat log 2>&1 | tail -n 1', ['cat', 'log', '2>&1', '| tail', '-n 1']],
    ["echo '0 1000 0' > /proc/67/uid_map", ['echo', "'0", '1000', "0'", '> /proc/67/uid_map']],
    ['make && make install', ['make', '&& make', 'install']],
    ['', []],
  ])('%j: %j', (command, expected) => expect(phrases(command)).toEqual(expected));

  it('are all of the command', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '-', ' ', '|', '\\', '\t', '>') }), (command) => {
        const parts = commandPhrases(command).map((part) => (typeof part === 'string' ? part : part.phrase));
        expect(parts.join('')).toBe(command);
      }),
    ));
});
