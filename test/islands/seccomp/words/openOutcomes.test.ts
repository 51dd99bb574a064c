import { describe, expect, test } from 'vitest';
import { type Condition, conditionHolds } from '../../../../src/engine/seccomp/index.ts';
import { newestStack } from '../../../../src/engine/stack/index.ts';
import { select } from '../../../../src/islands/seccomp/words/select.ts';
import { stackLink } from '../../../../src/share/seccompLink.ts';
import { plain } from '../../../../src/ui/Phrase.ts';
import { later, opened } from '../stories.ts';

const ALL = 0xffff_ffff_ffff_ffffn;

test.each<[Condition['op'], below: boolean, same: boolean, above: boolean]>([
  ['SCMP_CMP_NE', true, false, true],
  ['SCMP_CMP_LT', true, false, false],
  ['SCMP_CMP_LE', true, true, false],
  ['SCMP_CMP_EQ', false, true, false],
  ['SCMP_CMP_GE', false, true, true],
  ['SCMP_CMP_GT', false, false, true],
])('%s of 1, 2 and 3 with 2', (op, below, same, above) => {
  const holds = (argument: bigint) => conditionHolds({ index: 0, op, mask: ALL, value: 2n }, [argument]);
  expect([holds(1n), holds(2n), holds(3n)]).toEqual([below, same, above]);
});

test('a mask leaves bits out', () => {
  const condition: Condition = { index: 1, op: 'SCMP_CMP_MASKED_EQ', mask: 0xf0n, value: 0x10n };
  expect([[0n, 0x1fn], [0n, 0x2fn], [0n]].map((args) => conditionHolds(condition, args))).toEqual([
    true,
    false,
    undefined,
  ]);
});

const NEWEST = newestStack('docker') ?? expect.fail('no stack');
const WRITE = { kind: 'ask', call: 'write' } as const;

describe('arguments that were given rule outcomes out', () => {
  const text = `{ "defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
    { "names": ["write"], "action": "SCMP_ACT_ALLOW",
      "args": [{ "index": 0, "value": 1, "op": "SCMP_CMP_EQ" }, { "index": 2, "value": 8, "op": "SCMP_CMP_LE" }] },
    { "names": ["write"], "action": "SCMP_ACT_KILL_PROCESS", "args": [{ "index": 0, "value": 2, "op": "SCMP_CMP_EQ" }] }
  ] }`;

  test.each<[call: string, headline: string, outcomes: string[]]>([
    [
      'write',
      'It depends',
      [
        'allowed: For arg0 == 1 and arg2 <= 8 (line 2\u2060).',
        'kills: For arg0 == 2 (line 4\u2060).',
        'EPERM: Otherwise: defaultAction on line 1.',
      ],
    ],
    [
      'write(1)',
      'It depends',
      ['allowed: For arg0 == 1 and arg2 <= 8 (line 2\u2060).', 'EPERM: Otherwise: defaultAction on line 1.'],
    ],
    ['write(3)', 'Refused: EPERM', []],
    ['write(1, 0, 9)', 'Refused: EPERM', []],
  ])('%s', async (call, headline, outcomes) => {
    const { answered } = select(later(await opened(), { kind: 'text', text }, { kind: 'ask', call })).ask;
    expect(answered?.headline).toBe(headline);
    expect(answered?.outcomes.map(({ word, when }) => `${word}: ${plain(when)}`)).toEqual(outcomes);
  });

  test('with the errno of the default action', async () => {
    const named = text.replace('"syscalls"', '\n"defaultErrnoRet": 38, "syscalls"');
    const { answered } = select(later(await opened(stackLink(NEWEST)), { kind: 'text', text: named }, WRITE)).ask;
    expect(answered?.outcomes.map(({ word, when }) => `${word}: ${plain(when)}`).at(-1)).toBe(
      'ENOSYS: Otherwise: defaultAction on line 1, with the errno on line 2.',
    );
  });
});
