import { describe, expect, test } from 'vitest';
import {
  type ChecksMessage,
  hasCheck,
  initChecks,
  updateChecks,
  withCheck,
  withLines,
} from '../../../src/instrument/checks/useChecks.ts';

const after = (...messages: readonly ChecksMessage<string>[]) => messages.reduce(updateChecks, initChecks('a profile'));

describe('lines are added, and nothing goes', () => {
  test.each<[text: string, lines: string, becomes: string]>([
    ['', 'mkdir -> allow\n', 'mkdir -> allow\n'],
    ['starts -> yes', 'mkdir -> allow\n', 'starts -> yes\n\nmkdir -> allow\n'],
    ['starts -> yes\n\n\n', '# why\nmkdir -> allow\n', 'starts -> yes\n\n# why\nmkdir -> allow\n'],
    ['mkdir -> allow\nstarts -> yes', 'mkdir -> allow\n', 'mkdir -> allow\nstarts -> yes'],
  ])('%j with the set %j: %j', (text, lines, becomes) => expect(withLines(text, lines)).toBe(becomes));

  test.each<[text: string, check: string, becomes: string]>([
    ['', 'starts -> yes', 'starts -> yes\n'],
    ['mkdir -> allow', 'starts -> yes', 'mkdir -> allow\nstarts -> yes\n'],
    ['mkdir -> allow\n', 'starts -> yes', 'mkdir -> allow\nstarts -> yes\n'],
    ['starts -> yes\nmkdir', 'starts -> yes', 'starts -> yes\nmkdir'],
  ])('%j with the check %s: %j', (text, check, becomes) => expect(withCheck(text, check)).toBe(becomes));
});

describe('a file is checks, or a trace', () => {
  test.each<[text: string, isChecks: boolean]>([
    ['mkdir -> allow', true],
    ['# why\ninside 33 → mapped', true],
    ['# mkdir -> allow', false],
    ['', false],
    ['write(1<TCP:[127.0.0.1:80->127.0.0.1:90]>, "a", 1) = 1', false],
    ['clone3({flags=CLONE_VM} => {parent_tid=[1]}, 88) = 2', false],
    ['connect(3, {sa_family=AF_UNIX}, 110) = -1 ENOENT (No such file or directory)', false],
  ])('%j: checks: %s', (text, isChecks) => expect(hasCheck(text)).toBe(isChecks));
});

test('a question of its own turn for each change of what is asked', () => {
  const files = [{ name: 'a.strace', text: 'one' }];
  const asked = after(
    { kind: 'ask', subject: 'another', text: 'starts -> yes' },
    { kind: 'traces', files: [...files, { name: 'b.strace', text: 'two' }], notices: [] },
    { kind: 'traces', files: [{ name: 'a.strace', text: 'newer' }], notices: [] },
    { kind: 'forget', name: 'b.strace' },
  );
  expect([asked.turn, asked.asked]).toEqual([
    4,
    { subject: 'another', text: 'starts -> yes', files: [{ name: 'a.strace', text: 'newer' }] },
  ]);
});

test('an answer of an older question changes nothing', () => {
  const before = after({ kind: 'ask', subject: 'a', text: 'x' }, { kind: 'ask', subject: 'a', text: 'xy' });
  const question = { subject: 'a', text: 'x', files: [], turn: 1 };
  expect(updateChecks(before, { kind: 'answered', question, reply: { checks: [], problems: [], unasked: 'no' } })).toBe(
    before,
  );
});
