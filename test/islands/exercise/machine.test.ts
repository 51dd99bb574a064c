import { describe, expect, test } from 'vitest';
import type { Machine } from '../../../src/islands/exercise/state/find.ts';
import {
  initMachine,
  type MachineMessage,
  machineQuestion,
  updateMachine,
} from '../../../src/islands/exercise/state/machine.ts';
import { hasWords } from '../../../src/islands/exercise/state/outcome.ts';
import { machineView } from '../../../src/islands/exercise/words/machineView.ts';
import { answerOutput } from '../../../src/islands/exercise/worker/answerExercise.ts';

const LINES: Machine = {
  kind: 'machine',
  outcomes: [
    { lines: ['Seccomp: 2'], ok: true, says: 'A *filter*.' },
    { lines: ['Seccomp: 0', 'CapEff: 000001ffffffffff'], ok: false, says: 'Privileged.' },
    { lines: ['Seccomp: 0'], ok: false, says: 'No filter.' },
  ],
  explain: 'Mode 2.',
};
const MAPS: Machine = {
  kind: 'machine',
  outcomes: [
    { checks: ['inside 0 -> outside 0'], ok: false, says: 'Root is root.' },
    { checks: ['inside 0 -> mapped'], lines: ['denied'], ok: false, says: 'A map, and denied.' },
    { checks: ['inside 0 -> mapped', 'inside 65535 -> mapped'], ok: true, says: 'A map.' },
  ],
  explain: 'Read it.',
};
const RELEASES: Machine = {
  kind: 'machine',
  outcomes: [
    { lines: ['builtin'], release: { of: 'Docker', since: '29.4.3' }, ok: true, says: 'New.' },
    { release: { of: 'Docker', since: '23', before: '29.4.3' }, ok: true, says: 'Between.' },
    { release: { of: 'Docker', before: '23' }, ok: false, says: 'Old.' },
    { lines: ['builtin'], ok: false, says: 'Of no release.' },
  ],
  explain: 'The first line.',
};
const type = (text: string): MachineMessage => ({ kind: 'type', text });
const READ: MachineMessage = { kind: 'read' };

async function told(exercise: Machine, ...messages: MachineMessage[]) {
  let state = messages.reduce(updateMachine, initMachine(exercise));
  const question = machineQuestion(state);
  const isAsked = question !== undefined;
  if (question) state = updateMachine(state, { kind: 'answered', question, reply: await answerOutput(question) });
  const { isSolved, announcement, told } = machineView(state);
  return { isAsked, isSolved, announcement, unread: told && 'unread' in told ? told.unread : undefined };
}
const NOTHING = { isAsked: false, isSolved: false, announcement: '', unread: undefined };

describe('an output', () => {
  test.each<[string, MachineMessage[], object]>([
    ['nothing pasted', [READ], { ...NOTHING, announcement: 'Paste the output first.' }],
    ['pasted after that', [READ, type('Seccomp: 2')], NOTHING],
    ['pasted, not read', [type('Seccomp:\t2')], NOTHING],
    [
      'as expected',
      [type('Name:\tsh\nSeccomp:\t2\n'), READ],
      { ...NOTHING, isSolved: true, announcement: 'A filter.' },
    ],
    [
      'the first that fits',
      [type('CapEff:\t000001ffffffffff\nSeccomp:\t0'), READ],
      { ...NOTHING, announcement: 'Privileged.' },
    ],
    ['another', [type('Seccomp:  0'), READ], { ...NOTHING, announcement: 'No filter.' }],
    [
      'none',
      [type('Seccomp: 20'), READ],
      {
        ...NOTHING,
        announcement:
          'Output not recognised. Paste everything that the commands printed. An expected output contains one or more of these:',
        unread: ['Seccomp: 2'],
      },
    ],
    ...['bash: docker: command not found', 'zsh: command not found: docker', 'sh: 1: docker: not found'].map(
      (text): [string, MachineMessage[], object] => [
        text,
        [type(text), READ],
        {
          ...NOTHING,
          announcement:
            'A command was not found. Install it, or type the commands where it is installed. An expected output contains one or more of these:',
          unread: ['Seccomp: 2'],
        },
      ],
    ),
    ['typed after it was read', [type('Seccomp: 2'), READ, type('Seccomp: 2x')], NOTHING],
  ])('%s', async (_name, messages, expected) => expect(await told(LINES, ...messages)).toEqual(expected));

  test.each<[string, object]>([
    ['         0          0 4294967295', { announcement: 'Root is root.' }],
    ['$ cat /proc/self/uid_map\n  0 100000 65536\n$', { announcement: 'A map.', isSolved: true }],
    ['0 100000 65536\ndenied', { announcement: 'A map, and denied.' }],
    ['denied', { unread: ['three numbers, as in uid_map'] }],
    ['0 0 0', { unread: ['three numbers, as in uid_map'] }],
    ['no such file', { unread: ['three numbers, as in uid_map'] }],
  ])('of a map the engine is asked: %j', async (text, expected) =>
    expect(await told(MAPS, type(text), READ)).toMatchObject({ isAsked: true, ...expected }),
  );
});

test('of a line that is there already, the other is asked for', async () =>
  expect(
    await told(
      { ...LINES, outcomes: [{ lines: ['Uid: 0', 'Seccomp: 2'], ok: true, says: 'Both.' }] },
      type('Uid: 0'),
      READ,
    ),
  ).toMatchObject({ unread: ['Seccomp: 2'] }));

test.each([
  ['Docker 29.4.3\nbuiltin', 'New.'],
  ['Docker 29.10.0\nbuiltin', 'New.'],
  ['Docker 29.4.2\nbuiltin', 'Between.'],
  ['Docker 26.1.5+dfsg1\nbuiltin', 'Between.'],
  ['Docker v20.10.9\nbuiltin', 'Old.'],
  ['Docker\nbuiltin', 'Of no release.'],
  ['MyDocker 29.4.3\nbuiltin', 'Of no release.'],
])('of a release the engine is asked: %j', async (text, announcement) =>
  expect(await told(RELEASES, type(text), READ)).toMatchObject({ isAsked: true, announcement }),
);

test.each([
  ['Seccomp: 2', 'Seccomp:\t2', true],
  ['Seccomp: 2', 'Seccomp:\t20', false],
  ['Seccomp: 2', 'Seccomp:\n2', false],
  ['invalid argument', 'chown: invalid argument.', true],
  ['a.b (c) [d]', 'x a.b (c) [d]', true],
  ['a.b', 'axb', false],
])('%j in %j: %s', (line, output, expected) => expect(hasWords(output, line)).toBe(expected));
