import { describe, expect, test } from 'vitest';
import { profileText } from '../engine/seccomp/inline.ts';
import { ran } from './ran.ts';

const STACK = 'docker-29.9 (Docker 29.9 with runc 1.3 on Debian 13)';
const PROFILE = profileText('errno: allow read write mkdir');
const ON = `Profile: p.json, on ${STACK}, x86_64.`;

const NO_START =
  'warning: no start: runc calls openat, and gets ERRNO ENOSYS by runc (a higher number than any that the profile names). Add the line starts -> yes to your checks.';

describe('waterline check', () => {
  test.each<
    [name: string, words: string[], files: Record<string, string | Uint8Array>, said: string[], status: number]
  >([
    [
      'all hold',
      ['p.json', 'c.txt'],
      { 'p.json': PROFILE, 'c.txt': 'mkdir -> allow # ours\n\nrename -> EPERM\n' },
      ['holds  mkdir -> allow', 'holds  rename -> EPERM', `2 checks: all hold. ${ON}`],
      0,
    ],
    [
      'a node’s default, which a Pod has to ask for',
      ['kubernetes-1.36', 'c.txt', '--stack', 'kubernetes-1.36'],
      { 'c.txt': 'mount -> EPERM\n' },
      [
        'holds  mount -> EPERM',
        '1 check: all hold. Profile: containerd’s default 2.1.9 (RuntimeDefault), on kubernetes-1.36 (Kubernetes 1.36 with containerd 2.1), x86_64. A Kubernetes Pod without seccompProfile has no filter, unless the kubelet sets seccompDefault.',
      ],
      0,
    ],
    [
      'one fails',
      ['p.json', 'c.txt'],
      { 'p.json': PROFILE, 'c.txt': 'mkdir -> blocked\nrename -> EPERM\n' },
      [
        'FAILS  mkdir -> blocked',
        '       c.txt:1: found ALLOW by the rule on line 2 of the profile, for example x86_64: mkdir',
        'holds  rename -> EPERM',
        `1 of 2 checks hold. ${ON}`,
      ],
      1,
    ],
    [
      'a line that can’t be read is told at its place, and the others are checked',
      ['p.json', 'c.txt'],
      { 'p.json': PROFILE, 'c.txt': 'mkdir -> alow\nrename -> EPERM\n' },
      [
        'holds  rename -> EPERM',
        'c.txt:1:10: error: Unknown answer alow. Replace with allow.',
        `1 of 1 check holds, 1 problem in the lines. ${ON}`,
      ],
      2,
    ],
    [
      'a trace beside the checks',
      ['p.json', 'ci/c.txt'],
      { 'p.json': PROFILE, 'ci/c.txt': 'trace run.strace -> passes', 'ci/run.strace': 'mkdir("/a", 0755) = 0\n' },
      ['holds  trace run.strace -> passes', `1 check: all hold. ${ON}`],
      0,
    ],
    [
      'a trace given as an option is one check more',
      ['p.json', 'c.txt', '--trace', 'run.strace'],
      { 'p.json': PROFILE, 'c.txt': 'mkdir -> allow\n', 'run.strace': 'rename("/a", "/b") = 0\n' },
      [
        'holds  mkdir -> allow',
        'FAILS  trace run.strace -> passes',
        '       --trace run.strace: found x86_64: rename on line 1 of the trace gets ERRNO EPERM by defaultAction on line 1 of the profile (no rule), for example x86_64: rename',
        `1 of 2 checks hold. ${ON}`,
      ],
      1,
    ],
    ...(['utf8', 'utf16le'] as const).map(
      (encoding): [string, string[], Record<string, string | Uint8Array>, string[], number] => [
        `a trace and checks of a Windows editor, ${encoding}`,
        ['p.json', 'c.txt'],
        {
          'p.json': PROFILE,
          'c.txt': '\u{feff}trace run.strace -> passes\r\n',
          'run.strace': Buffer.from('\u{feff}rename("/a", "/b") = 0\r\n', encoding),
        },
        [
          'FAILS  trace run.strace -> passes',
          '       c.txt:1: found x86_64: rename on line 1 of the trace gets ERRNO EPERM by defaultAction on line 1 of the profile (no rule), for example x86_64: rename',
          `0 of 1 check holds. ${ON}`,
        ],
        1,
      ],
    ),
    [
      'a default by the name of its stack',
      ['docker-29.9', '-', '--stack', 'docker-29.9', '--arch', 'arm64'],
      { '-': 'socket(AF_ALG) -> EPERM\nclone3 -> ENOSYS' },
      [
        'holds  socket(AF_ALG) -> EPERM',
        'holds  clone3 -> ENOSYS',
        `2 checks: all hold. Profile: Docker’s default 29.9.0, on ${STACK}, aarch64.`,
      ],
      0,
    ],
    [
      'a container with other capabilities',
      ['docker-29.9', 'c.txt', '--caps', 'docker-26.1,SYS_ADMIN,-MKNOD'],
      { 'c.txt': 'mount -> allow\nmount -> EPERM without CAP_SYS_ADMIN' },
      [
        'holds  mount -> allow',
        'holds  mount -> EPERM without CAP_SYS_ADMIN',
        `2 checks: all hold. Profile: Docker’s default 29.9.0, on ${STACK}, x86_64.`,
      ],
      0,
    ],
    [
      'a privileged container, which has no filter',
      ['docker-29.9', 'c.txt', '--privileged'],
      { 'c.txt': 'mount -> allow' },
      ['holds  mount -> allow', `1 check: all hold. Profile: Docker’s default 29.9.0, on ${STACK}, x86_64.`],
      0,
    ],
    [
      'a trace that is named and given is the one given, and asked once',
      ['docker-29.9', 'ci/c.txt', '--trace', 'run/a.strace'],
      { 'ci/c.txt': 'starts -> yes\ntrace run/a.strace -> passes', 'run/a.strace': 'mkdir("/a", 0755) = 0\n' },
      [
        'holds  starts -> yes',
        'holds  trace run/a.strace -> passes',
        `2 checks: all hold. Profile: Docker’s default 29.9.0, on ${STACK}, x86_64.`,
      ],
      0,
    ],
    [
      'a trace whose name has signs of the language',
      ['docker-29.9', 'c.txt', '--trace', 'a #1 -> b.strace'],
      { 'c.txt': 'starts -> yes', 'a #1 -> b.strace': 'mkdir("/a", 0755) = 0\n' },
      [
        'holds  starts -> yes',
        'holds  trace a #1 -> b.strace -> passes',
        `2 checks: all hold. Profile: Docker’s default 29.9.0, on ${STACK}, x86_64.`,
      ],
      0,
    ],
    [
      'a map',
      ['uid_map', 'c.txt'],
      { uid_map: '0 100000 65536\n', 'c.txt': 'inside 33 -> outside 100033\noutside 5 -> mapped' },
      [
        'holds  inside 33 -> outside 100033',
        'FAILS  outside 5 -> mapped',
        '       c.txt:2: found not mapped: shown as 65534, for example outside 5',
        '1 of 2 checks hold. Map: uid_map.',
      ],
      1,
    ],
  ])('%s', async (_, words, files, said, status) => {
    expect(await ran(['check', ...words], files)).toEqual({
      status,
      said: said.join('\n'),
      complained: words.includes('p.json') ? NO_START : '',
      written: {},
    });
  });

  test.each<[words: string[], files: Record<string, string | Uint8Array>, complained: string]>([
    [['p.json'], {}, 'waterline: Give a profile and a file of checks: waterline check nginx.json checks.txt'],
    [['-', '-'], {}, 'waterline: Only one of the two can be standard input.'],
    [['p.json', 'c.txt'], {}, 'waterline: Can’t open p.json: there is no such file.'],
    [['p.json', 'c.txt'], { 'p.json': PROFILE }, 'waterline: Can’t open c.txt: there is no such file.'],
    [['p.json', 'c.txt'], { 'p.json': PROFILE, 'c.txt': '# none\n' }, 'waterline: c.txt has no check.'],
    [
      ['p.json', 'c.txt'],
      { 'p.json': '{"defaultAction": "SCMP_ACT_NONE"}', 'c.txt': 'mkdir -> allow' },
      'waterline: The profile can’t be read.\np.json:1:19: error: "SCMP_ACT_NONE" is not an action. runc refuses to start the container. Write one of SCMP_ACT_KILL, ',
    ],
    [
      ['p.json', 'c.txt', '--caps', 'SYS_ADMIN,all,MKNODD'],
      { 'p.json': PROFILE, 'c.txt': 'mkdir -> allow' },
      'waterline: No capability is named all, MKNODD. Write names such as SYS_ADMIN, or a set: docker-26.1, podman-5.4, cri-o-1.33, all-6.12, none. Separate them with commas; a - before a name removes it.',
    ],
    [
      ['p.json', 'c.txt', '--privileged', '--caps', 'none'],
      { 'p.json': PROFILE, 'c.txt': 'mkdir -> allow' },
      'waterline: --privileged gives every capability: leave --caps out.',
    ],
    [
      ['uid_map', 'c.txt', '--caps', 'none'],
      { uid_map: '0 0 1\n', 'c.txt': 'write -> ok' },
      'waterline: --caps applies only to a profile, and uid_map is a map. Remove --caps. To check who may write the map, add a line to the checks, such as: write -> EPERM without CAP_SETUID',
    ],
    [['p.json', 'c.txt'], { 'p.json': ' \n', 'c.txt': 'mkdir -> allow' }, 'waterline: p.json is empty.'],
    [
      ['p.json', 'c.txt'],
      { 'p.json': `\u{feff}${PROFILE}`, 'c.txt': 'starts -> yes' },
      'waterline: The profile can’t be read.\np.json:1:1: error: The text has a byte order mark here. Remove it: ',
    ],
    [
      ['-', 'c.txt'],
      { '-': `\u{feff}${PROFILE}`, 'c.txt': 'starts -> yes' },
      'waterline: The profile can’t be read.\nStandard input:1:1: error: The text has a byte order mark here. Remove it: ',
    ],
    [
      ['uid_map', 'c.txt'],
      { uid_map: '\u{feff}0 100000 65536\n', 'c.txt': 'write -> ok' },
      'waterline: The map can’t be read.\nuid_map:1:1: error: Found "\u{feff}0" as first container ID, ',
    ],
    [
      ['p.json', 'c.txt'],
      { 'p.json': Buffer.from(`\u{feff}${PROFILE}`, 'utf16le'), 'c.txt': 'starts -> yes' },
      "waterline: p.json is in UTF-16. Docker refuses it: “invalid character 'ÿ' looking for beginning of value”. Save the file as UTF-8.",
    ],
    [
      ['-', 'c.txt'],
      { '-': Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0), 'c.txt': 'starts -> yes' },
      'waterline: Standard input is a binary file, not text. Open a text file.',
    ],
    [
      ['p.json', 'c.txt'],
      { 'p.json': PROFILE, 'c.txt': Buffer.from('mkdir -> allow', 'utf16le') },
      'waterline: c.txt is in UTF-16. No container tool reads that. Save the file as UTF-8.',
    ],
    [
      ['subuid', 'c.txt'],
      { subuid: 'root:100000:65536\n', 'c.txt': 'inside 1 -> mapped' },
      'waterline: subuid has lines of /etc/subuid, which lists the IDs that a user may map. Give a map instead, with lines as in /proc/PID/uid_map, such as: 0 100000 65536',
    ],
    [
      ['m.txt', 'c.txt'],
      { 'm.txt': '# of nginx\n0 100000 65536\n', 'c.txt': 'inside 1 -> mapped' },
      'waterline: The map can’t be read.\nm.txt:1:1: error: Found "#" as first container ID, expected decimal digits.',
    ],
    [
      ['uid_map', 'c.txt'],
      { uid_map: '0 100000\n', 'c.txt': 'inside 1 -> mapped' },
      'waterline: The map can’t be read.\nuid_map:1:1: error: T',
    ],
    [
      ['p.json', 'c.txt'],
      { 'p.json': PROFILE, 'c.txt': 'trace a.strace -> passes' },
      'waterline: Can’t open a.strace: there is no such file.',
    ],
    [
      ['p.json', 'c.txt', '--stack', 'docker-99'],
      {},
      'waterline: No stack is named docker-99. The nearest name is docker-29.9. Stacks: docker-20.10.9, docker-20.10.5, ',
    ],
    [['p.json', 'c.txt', '--stack', 'dokker'], {}, 'waterline: No stack is named dokker. Stacks: podman-3.0, '],
    [
      ['p.json', 'c.txt', '--stack', 'docker-29.7'],
      {},
      'waterline: No stack is named docker-29.7. The nearest name is docker-29.8. ',
    ],
    [['p.json', 'c.txt', '--arch', 'z80'], {}, 'waterline: No architecture is named z80. Architectures: x86_64, '],
    [['p.json', 'c.txt', '--verbose'], {}, "waterline: Unknown option '--verbose'."],
  ])('%j %j: status 2, and what to do', async (words, files, complained) => {
    const run = await ran(['check', ...words], files);
    expect([run.status, run.said, run.complained.slice(0, complained.length)]).toEqual([2, '', complained]);
  });
});

test('--json has all that the report says', async () => {
  const files = { 'p.json': PROFILE, 'c.txt': 'mkdir -> blocked\nmkdir -> alow' };
  const { status, said } = await ran(['check', 'p.json', 'c.txt', '--json'], files);
  expect([status, JSON.parse(said)]).toEqual([
    2,
    {
      ok: false,
      file: 'c.txt',
      subject: ON,
      results: [
        {
          line: 1,
          check: 'mkdir -> blocked',
          ok: false,
          found: 'ALLOW by the rule on line 2 of the profile',
          counterexample: 'x86_64: mkdir',
        },
      ],
      problems: [
        {
          code: 'check-answer-unknown',
          severity: 'error',
          message: 'Unknown answer alow.',
          hint: 'Replace with allow.',
          line: 2,
          column: 10,
        },
      ],
    },
  ]);
});

const UNREAD =
  'Unknown answer &quot;�&lt;alow&gt;&quot;. Answers are allow, blocked, errors such as EPERM, log, trap, kill, trace, notify, line 14, mapped, unmapped, ok, yes, no and passes.';

test('--junit writes a case for each check', async () => {
  const files = { 'p.json': PROFILE, 'c.txt': 'mkdir -> allow\nsocket(1) -> allow\nmkdir -> "\u0007<alow>"' };
  const { written } = await ran(['check', 'p.json', 'c.txt', '--junit', 'out.xml'], files);
  expect(written).toEqual({
    'out.xml': [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites tests="3" failures="1" errors="1">',
      `  <testsuite name="${ON}" tests="3" failures="1" errors="1">`,
      '    <testcase classname="c.txt" name="mkdir -&gt; allow"/>',
      '    <testcase classname="c.txt" name="socket(1) -&gt; allow"><failure message="found ERRNO EPERM by defaultAction on line 1 of the profile (no rule), for example x86_64: socket(AF_UNIX)">c.txt:2: found ERRNO EPERM by defaultAction on line 1 of the profile (no rule), for example x86_64: socket(AF_UNIX)</failure></testcase>',
      `    <testcase classname="c.txt" name="line 3"><error message="${UNREAD}">c.txt:3: ${UNREAD}</error></testcase>`,
      '  </testsuite>',
      '</testsuites>',
      '',
    ].join('\n'),
  });
});
