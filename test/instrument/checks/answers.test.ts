import { describe, expect, test } from 'vitest';
import { parseIdMap } from '../../../src/engine/idmap/index.ts';
import type { ChecksReply } from '../../../src/instrument/checks/Checks.ts';
import { mapChecks } from '../../../src/instrument/checks/map/mapChecks.ts';
import { profileChecks } from '../../../src/instrument/checks/profile/profileChecks.ts';

const TARGET = { arch: 'SCMP_ARCH_X86_64', kernel: '6.12', capabilities: [], runtime: 'runc' } as const;
const SMALL =
  '{ "defaultAction": "SCMP_ACT_ALLOW",\n  "syscalls": [{ "names": ["mkdir"], "action": "SCMP_ACT_ERRNO" }] }';

const brief = ({ checks, problems, unasked }: ChecksReply) => [
  checks.map(({ ok, found, example }) => [ok, found, ...(example ? [example] : [])]),
  problems.map(({ message }) => message),
  unasked,
];

describe('a profile', () => {
  const asked = async (text: string, checks: string, files: Parameters<typeof profileChecks>[0]['files'] = []) =>
    brief(await profileChecks({ subject: { text, target: TARGET }, text: checks, files, turn: 1 }));

  test('a failure has the call that shows it, to be asked', async () =>
    expect(await asked(SMALL, 'mkdir -> allow\nmkdir -> EPERM')).toEqual([
      [
        [false, 'ERRNO EPERM by the rule on line 2 of the profile', { call: 'mkdir' }],
        [true, 'ERRNO EPERM by the rule on line 2 of the profile'],
      ],
      [],
      undefined,
    ]));

  test('of another container no call is offered: here it gets another answer', async () =>
    expect(await asked(SMALL, 'mkdir -> allow with CAP_SYS_ADMIN')).toEqual([
      [[false, 'ERRNO EPERM by the rule on line 2 of the profile']],
      [],
      undefined,
    ]));

  test('a line that is none is told, and the others are judged', async () =>
    expect(await asked(SMALL, 'mkdir\nmkdir -> EPERM')).toEqual([
      [[true, 'ERRNO EPERM by the rule on line 2 of the profile']],
      ['No -> on this line.'],
      undefined,
    ]));

  test.each<[text: string, unasked: string]>([
    ['', 'No profile yet'],
    ['# no JSON', 'No profile, line 1 of the text: Found “#”, expected “{”.'],
  ])('%j: nothing is judged', async (text, unasked) => {
    const [checks, problems, why] = await asked(text, 'mkdir -> EPERM');
    expect([checks, problems, String(why).slice(0, 12)]).toEqual([[[false, '']], [], unasked.slice(0, 12)]);
  });

  test.each<[text: string, checks: string, warning: unknown]>([
    [
      '{ "defaultAction": "SCMP_ACT_ERRNO" }',
      'mkdir -> EPERM',
      expect.stringMatching(/^no .* Add the line starts -> yes to your checks\.$/),
    ],
    ['{ "defaultAction": "SCMP_ACT_ERRNO" }', 'mkdir -> EPERM\nstarts -> no', undefined],
    ['{ "defaultAction": "SCMP_ACT_ERRNO" }', 'mkdir\n# none', undefined],
    [SMALL, 'mkdir -> EPERM', undefined],
  ])('%s, %j: that no container starts is told where no check asks it', async (text, checks, warning) => {
    const reply = await profileChecks({ subject: { text, target: TARGET }, text: checks, files: [], turn: 1 });
    expect(reply.warning).toEqual(warning);
  });

  test('a trace is the reader’s own before one of the site’s', async () => {
    const file = { name: 'git.strace', text: 'mkdir("/a", 0) = 0' };
    const [own] = await asked(SMALL, 'trace git.strace -> passes', [file]);
    const [ours] = await asked(
      SMALL.replace('mkdir', 'reboot'),
      'trace git.strace -> passes\ntrace none.strace -> passes',
    );
    expect([own, ours]).toEqual([
      [
        [
          false,
          'x86_64: mkdir(.., 0) on line 1 of the trace gets ERRNO EPERM by the rule on line 2 of the profile',
          { call: 'mkdir(.., 0)' },
        ],
      ],
      [
        [true, expect.stringContaining('all of which pass')],
        [false, 'no trace: none.strace is not among the files'],
      ],
    ]);
  });
});

describe('a map', () => {
  const asked = async (texts: readonly string[], checks: string, kind: 'uid' | 'gid' = 'uid') => {
    const [text, another] = texts;
    const maps = texts.map((each) => parseIdMap(each).value ?? []);
    const one = { ...(text !== undefined && { text }), maps: [] };
    const subject = { ...(another === undefined ? one : { maps }), kind, kernel: undefined };
    return brief(await mapChecks({ subject, text: checks, files: [], turn: 1 }));
  };

  test.each<[maps: readonly string[], check: string, answer: unknown]>([
    [['0 165536 65536'], 'inside 33 -> outside 165569', [[[true, 'host UID 165569']], [], undefined]],
    [
      ['0 165536 65536'],
      'inside 0-70000 -> mapped',
      [[[false, 'inside 65536: not mapped: no host UID', { side: 'inside', id: 65536 }]], [], undefined],
    ],
    [
      ['0 1 1\n0 2 1'],
      'write -> EINVAL',
      [[[true, expect.stringMatching(/^EINVAL \(line 2 of the map\)/)]], [], undefined],
    ],
    [['0 165536 65536', '0 1000 10'], 'inside 1 -> outside 166537', [[[true, 'host UID 166537']], [], undefined]],
    [[], 'inside 1 -> mapped', [[[false, '']], [], 'No map yet']],
  ])('%j, %s', async (maps, check, answer) => expect(await asked(maps, check)).toEqual(answer));

  test('groups are named as such', async () =>
    expect(await asked(['0 165536 65536'], 'inside 33 -> mapped', 'gid')).toEqual([
      [[true, 'host GID 165569']],
      [],
      undefined,
    ]));
});
