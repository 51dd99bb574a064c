import { describe, expect, test } from 'vitest';
import { recognise } from '../../../../src/engine/idmap/index.ts';
import { kinds } from './kinds.ts';

describe('lines of uid_map and gid_map', () => {
  test.each<[text: string, parts: string]>([
    ['0 100000 65536', 'map'],
    ['         0       1000          1\n         1     100000      65536\n', 'map'],
    ['0\t165536\t65536\r\n', 'map'],
    ['$ cat /proc/self/uid_map\n         0          0 4294967295\n', 'prompt map:uid@self'],
    ['ann@box:~$ cat /proc/4711/gid_map\n 0 100000 65536\nann@box:~$ ', 'prompt map:gid@4711 prompt'],
    ['cat /proc/self/uid_map\n0 1000 1\n1 100000 65536', 'prompt map:uid@self'],
    ['$ podman unshare cat /proc/self/uid_map\n         0       1000          1\n', 'prompt map:uid@self(in)'],
    ['# docker exec web cat /proc/1/uid_map\n 0 165536 65536\n', 'prompt map:uid@1(in)'],
    ['root@3f2a1b4c5d6e:/# cat /proc/1/uid_map\n 0 165536 65536\n', 'prompt(in) map:uid@1(in)'],
    [
      '$ cat /proc/self/uid_map /proc/self/gid_map\n0 1000 1\n1 100000 65536\n0 1001 1\n1 200000 65536\n',
      'prompt map:uid@self map:gid@self',
    ],
    ['$ cat /proc/self/{uid,gid}_map\n0 1000 1\n0 1000 1\n', 'prompt map:uid@self map:gid@self'],
    ['$ cat /proc/self/?id_map\n0 1000 1\n1 5 1\n0 1000 1\n1 5 1\n', 'prompt map:gid@self map:uid@self'],
    [
      '$ head /proc/self/?id_map\n==> /proc/self/gid_map <==\n0 1000 1\n\n==> /proc/self/uid_map <==\n0 1000 1\n',
      'prompt map:gid@self map:uid@self',
    ],
    ['uid_map:\n0 100000 65536\ngid_map:\n0 200000 65536\n', 'map:uid map:gid'],
    ['> 0 100000 65536\n> 65536 165536 10\n', 'map'],
    ['My uid_map:\n```\n0 100000 65536\n```\n', 'map:uid'],
    [
      'grep . /proc/self/*id_map\n/proc/self/gid_map:         0       1000          1\n/proc/self/uid_map:         0       1000          1',
      'prompt map:gid@self map:uid@self',
    ],
    // A line gone wrong stays with its map, so that the kernel's rule is told at that line.
    ['0 100000 65536\n65536 x 10\n', 'map'],
    ['0 100000 65536\n65536 200000\n', 'map'],
    ['0 100000 65536\n-1 200000 5\n', 'map'],
    ['0x0 100000 65536\n1 200000 5\n', 'map'],
    ['0 100000 65536 # containers\n', 'map?'],
    ['0 100000 65,536', 'map?'],
    // Half typed.
    ['0', 'map?'],
    ['0 1', 'map?'],
    ['0 100000', 'map?'],
    ['0 100000 ', 'map?'],
    ['0 100000 65536\n', 'map'],
    ['0 100000 65536\n6', 'map'],
    ['     1\t         0     100000      65536\n', 'map'],
    // Not a map.
    ['  812 1000      20   0  1234  123  12 S  0.0  0.1  0:00.1 nginx', 'unknown?'],
    ['I have 3 containers', 'unknown?'],
    ['2 files changed', 'unknown?'],
    ['', ''],
    ['\n\n', ''],
  ])('%j: %s', (text, parts) => {
    expect(kinds(text)).toBe(parts);
  });

  test('what is not the map is blanked out of its content, so that spans stay right', () => {
    const [part] = recognise('> /proc/1/uid_map:0 100000 65536\n').filter(({ kind }) => kind === 'map');
    expect(part?.content).toBe('                  0 100000 65536\n');
    expect(part?.text).toBe('> /proc/1/uid_map:0 100000 65536\n');
  });
});

describe('lines of /etc/subuid and /etc/subgid', () => {
  test.each<[text: string, parts: string]>([
    ['dockremap:165536:65536', 'subids'],
    ['ann:100000:65536\nbob:165536:65536\n', 'subids'],
    ['$ cat /etc/subuid\nann:100000:65536\n', 'prompt subids:subuid'],
    ['$ grep ann /etc/subgid\nann:100000:65536\n', 'prompt subids:subgid'],
    [
      '$ cat /etc/subuid /etc/subgid\ndockremap:165536:65536\nbozo:5000:10000\ndockremap:165536:65536\nbozo:5000:10000\n',
      'prompt subids:subuid subids:subgid',
    ],
    ['$ cat /etc/sub{u,g}id\nann:100000:65536\nann:100000:65536\n', 'prompt subids:subuid subids:subgid'],
    ['$ cat /etc/subuid /etc/subgid\nann:100000:65536\n', 'prompt subids'],
    [
      '$ grep ann /etc/sub*\n/etc/subgid:ann:100000:65536\n/etc/subuid:ann:100000:65536\n',
      'prompt subids:subgid subids:subuid',
    ],
    ['/etc/subuid:3:ann:100000:65536', 'subids:subuid'],
    ['==> /etc/subuid <==\nann:1000:1\n\n==> /etc/subgid <==\nann:1000:1\n', 'subids:subuid subids:subgid'],
    [
      '::::::::::::::\n/etc/subuid\n::::::::::::::\ncontainers:2147483648:2147483646\n::::::::::::::\n/etc/subgid\n::::::::::::::\ncontainers:2147483648:2147483646\n',
      'subids:subuid subids:subgid',
    ],
    [
      '**/etc/subuid**\n\n    root:100000:65536\n    root:1005:1\n\n**/etc/subgid**\n\n    root:100000:65536\n',
      'subids:subuid subids:subgid',
    ],
    ['/etc/subuid:\nroot:100000:65536\n\n/etc/subgid:\nroot:100000:65536', 'subids:subuid subids:subgid'],
    ['Content of /etc/subuid:\nann:100000:65536', 'subids:subuid'],
    ['# ranges for containers\nann:100000:65536\n# end\n', 'subids'],
    ['ann:100000:65536\nbob\ncarl:1:2\n', 'subids'],
    ['ann:100000:65536\nbob:x:1\n', 'subids'],
    ['ann:100000:65536:\n', 'subids?'],
    ['1000:100000:65536', 'subids'],
    ['ann@EXAMPLE.COM:100000:65536', 'subids'],
    ['ann:100000:65536\nbob:165536:65536\n\nann:100000:65536\nbob:165536:65536\n', 'subids:subuid? subids:subgid?'],
    ['ann:100000:65536\n\nbob:165536:65536\n', 'subids'],
    // What begins something else at their end, and what stands wrong between them.
    ['ann:100000:65536\nVersion: 26.1', 'subids unknown?'],
    ['ann:100000:65536\nservices:\n', 'subids unknown?'],
    ['ann:100000:65536\nf: /srv/registry', 'subids unknown?'],
    ['ann:100000:65536\nSeccomp:\t2\n', 'subids unknown?'],
    ['ann:100000:65536\n----\n', 'subids unknown?'],
    ['ann:100000:65536\n/srv/a:\ntotal 0\n-rw-r--r-- 1 0 0 0 Nov  1 10:00 x\n', 'subids listing:ls'],
    ['ann:100000:65536\nbob:\ncarl:1:2\n', 'subids'],
    // Numbered, in a list, coloured, or said in other words.
    ['     1\tann:100000:65536\n     2\tbob:165536:65536\n', 'subids'],
    ['1: ann:100000:65536\n2: bob:165536:65536\n', 'subids'],
    ['   1   │ ann:100000:65536\n   2   │ bob:165536:65536\n', 'subids'],
    ['- ann:100000:65536\n- bob:165536:65536\n', 'subids'],
    ['* ann:100000:65536', 'subids'],
    ['\u001b[32mann\u001b[0m:100000:65536', 'subids'],
    ['$ getsubids ann\n0: ann 100000 65536\n', 'prompt subids:subuid'],
    ['$ getsubids -g ann\n0: ann 100000 65536\n1: ann 300000 10\n', 'prompt subids:subgid'],
    ['0: ann 100000 65536\n', 'unknown?'],
    ['echo "ann:100000:65536" | sudo tee -a /etc/subuid', 'subids:subuid'],
    ['# echo ann:100000:65536 >> /etc/subgid', 'subids:subgid'],
    ['$ echo "ann:100000:65536" | sudo tee -a /etc/subuid /etc/subgid', 'subids'],
    // Half typed.
    ['ann:1', 'subids?'],
    ['ann:100000:', 'subids?'],
    ['ann:100000:65536\nb', 'subids unknown?'],
    ['ann:100000:65536\nbob:1', 'subids'],
  ])('%j: %s', (text, parts) => {
    expect(kinds(text)).toBe(parts);
  });
});

test.each<[text: string, content: string]>([
  ['\u001b[32mann\u001b[0m:100000:65536', '         ann:100000:65536'],
  ['0 \u001b[1m100000\u001b[0m 65536\n', '0     100000     65536\n'],
  ['- ann:1:2\n* ben:3:4\n', '  ann:1:2\n  ben:3:4\n'],
  ['   1 │ ann:1:2\r\n', '       ann:1:2\r\n'],
  ['/etc/subuid:1:ann:1:2', '              ann:1:2'],
  ['$ echo "ann:1:2" | sudo tee -a /etc/subuid\n', '        ann:1:2                           \n'],
])('what is read of %j stands as far from its start', (text, content) => {
  expect(recognise(text).map((part) => part.content)).toEqual([content]);
  expect(content.length).toBe(text.length);
});

test('getsubids tells a line of the file', () => {
  expect(recognise('$ getsubids ann\n0: ann 100000 65536\n')[1]?.content).toBe('   ann:100000:65536\n');
});
