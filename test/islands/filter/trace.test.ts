import { describe, expect, test } from 'vitest';
import { isWaiting } from '../../../src/instrument/worker/useWaiting.ts';
import { init, linkOf, questionOf, update } from '../../../src/islands/filter/state/model.ts';
import type { Message, ReadCalls, State } from '../../../src/islands/filter/state/State.ts';
import { traceShown } from '../../../src/islands/filter/words/select.ts';
import { readCalls } from '../../../src/islands/filter/worker/readCalls.ts';
import { type CallCount, FILTER_LINK_DEFAULTS } from '../../../src/share/filterLink.ts';

const REPLY = {
  problems: { profile: [], program: [], calls: [], call: [], second: [] },
  answer: undefined,
  refusal: undefined,
};
const start = init({ link: FILTER_LINK_DEFAULTS }, REPLY);
const count = (call: string, times: number): CallCount => ({ arch: 'SCMP_ARCH_X86_64', call, count: times });
const READ: ReadCalls = { calls: [count('read', 3), count('close', 1)], unread: 0, firstUnread: undefined };
const FILES = [new File(['read'], 'a.strace'), new File(['close'], 'b.strace')];

const text: Message = { kind: 'trace', text: 'read(3, "", 1) = 0' };
const files: Message = { kind: 'files', files: FILES };
const read = (id: number, found: Partial<ReadCalls> = {}): Message => ({
  kind: 'files-read',
  id,
  read: { ...READ, ...found },
});
const link = (calls: readonly CallCount[], over = false): Message => ({
  kind: 'open',
  opening: { link: { ...FILTER_LINK_DEFAULTS, calls } },
  over: over ? FILTER_LINK_DEFAULTS : undefined,
});

const said = (state: State) => {
  const { text: field, weighed = 'nothing', isElsewhere } = traceShown(state);
  const { reading, problems } = state.traced;
  return [
    field === '' ? 'empty' : field,
    weighed.replaceAll('\u00a0', ' '),
    ...(isElsewhere ? ['can be taken away'] : []),
    ...(reading ? [`reading ${reading.id} for ${reading.arch}: ${reading.bytes} of ${reading.of}`] : []),
    ...problems.map(({ message }) => message),
  ].join('; ');
};

describe('the trace that a program is weighed by', () => {
  const TEXT = 'read(3, "", 1) = 0';
  const WORDS = '4 calls in the text: read 75 %, close 25 %';
  test.each<[what: string, messages: Message[], expected: string]>([
    ['none', [], 'empty; nothing'],
    ['a text is read', [text], `${TEXT}; nothing; reading 1 for SCMP_ARCH_X86_64: 0 of 18`],
    ['and counted', [text, read(1)], `${TEXT}; ${WORDS}`],
    [
      'an older reading changes nothing',
      [text, text, read(1)],
      `${TEXT}; nothing; reading 2 for SCMP_ARCH_X86_64: 0 of 18`,
    ],
    [
      'another text is read, and until then the counts are those of the one before',
      [text, read(1), { kind: 'trace', text: 'close(3) = 0' }],
      `close(3) = 0; ${WORDS}; reading 2 for SCMP_ARCH_X86_64: 0 of 12`,
    ],
    ['an emptied field counts all alike', [text, read(1), { kind: 'trace', text: ' ' }], ' ; nothing'],
    [
      'files are read, and the text stays',
      [text, read(1), files, { kind: 'files-progress', id: 2, bytes: 4 }],
      `${TEXT}; ${WORDS}; reading 2 for SCMP_ARCH_X86_64: 4 of 9`,
    ],
    [
      'and counted in its place',
      [text, files, read(2)],
      `${TEXT}; 4 calls in a.strace and 1 other file: read 75 %, close 25 %; can be taken away`,
    ],
    ['until they are taken away', [text, files, read(2), { kind: 'trace-remove' }], `${TEXT}; nothing`],
    ['a reading is cancelled', [text, read(1), files, { kind: 'files-cancel' }, read(2)], `${TEXT}; ${WORDS}`],
    ['a file that can’t be read', [files, { kind: 'files-failed', id: 1 }], 'empty; nothing; a.strace can’t be read.'],
    [
      'no call in a text',
      [text, read(1, { calls: [], unread: 1 })],
      `${TEXT}; nothing; No line of the text shows a system call.`,
    ],
    [
      'no call in files',
      [files, read(1, { calls: [] })],
      'empty; nothing; No line of a.strace and 1 other file shows a system call.',
    ],
    [
      'lines that could not be read',
      [text, read(1, { unread: 2, firstUnread: 7 })],
      `${TEXT}; ${WORDS}; 2 lines of the trace could not be read, the first of them line 7.`,
    ],
    [
      'one line',
      [text, read(1, { unread: 1, firstUnread: 7 })],
      `${TEXT}; ${WORDS}; Line 7 of the trace could not be read.`,
    ],
    [
      'a line of several files',
      [files, read(1, { unread: 1, firstUnread: 7 })],
      'empty; 4 calls in a.strace and 1 other file: read 75 %, close 25 %; can be taken away; A line of the trace could not be read.',
    ],
    [
      'another machine reads it again',
      [text, read(1), { kind: 'ask', asked: { arch: 'SCMP_ARCH_X86' } }],
      `${TEXT}; 4 calls in the text: x86_64: read 75 %, x86_64: close 25 %; reading 2 for SCMP_ARCH_X86: 0 of 18`,
    ],
    [
      'a link’s counts',
      [text, read(1), link([count('read', 2)])],
      `${TEXT}; 2 calls in the trace: read 100 %; can be taken away`,
    ],
    ['a link without', [text, read(1), link([])], `${TEXT}; nothing`],
    ['a link with the same', [text, read(1), link(READ.calls)], `${TEXT}; ${WORDS}`],
    [
      'many calls, by their count',
      [link(['a', 'b', 'c', 'd', 'e', 'f'].map((call, at) => count(call, 10 ** at)))],
      'empty; 111111 calls in the trace: f 90 %, e 9 %, d 1 %, c under 1 % and 2 other system calls; can be taken away',
    ],
  ])('%s', (_, messages, expected) => expect(said(messages.reduce(update, start))).toBe(expected));

  test('the counts are asked, and in the link', () => {
    const state = [text, read(1)].reduce(update, start);
    expect([questionOf(state)?.calls, linkOf(state).calls]).toEqual([READ.calls, READ.calls]);
  });
});

test.each<[text: string, expected: string]>([
  [
    'read(3, "", 1) = 0\nread(4, "", 1) = 0\nclose(3) = 0',
    'SCMP_ARCH_X86_64 read 2, SCMP_ARCH_X86_64 close 1; 0 unread',
  ],
  [
    'close(3) = 0\nwhat\nread(3, "", 1) = 0\nread(9, "", 1) = 0',
    'SCMP_ARCH_X86_64 read 2, SCMP_ARCH_X86_64 close 1; 1 unread, line 2',
  ],
  ['syscall_0x3e8(0x1) = -1 ENOSYS (Function not implemented)', 'SCMP_ARCH_X86_64 1000 1; 0 unread'],
  [
    'SYSCALL                   COUNT\nread                       1200\nopenat                       20\n',
    'SCMP_ARCH_X86_64 read 1200, SCMP_ARCH_X86_64 openat 20; 0 unread',
  ],
  [
    'SYSCALL                   COUNT\nread                          0\nopenat                       20\n',
    'SCMP_ARCH_X86_64 openat 20; 0 unread',
  ],
  ['nothing', '; 1 unread, line 1'],
])('counted: %j', async (trace, expected) => {
  const { calls, unread, firstUnread } = await readCalls([new File([trace], 't')], 'SCMP_ARCH_X86_64', () => {});
  const words = calls.map(({ arch, call, count: times }) => `${arch} ${call} ${times}`).join(', ');
  expect(`${words}; ${unread} unread${firstUnread === undefined ? '' : `, line ${firstUnread}`}`).toBe(expected);
});

test('of an address with another question the page’s first answer does not come back; that before another link stays until it is late', () => {
  const calls = [count('read', 3)];
  const states = [link(calls, true), link(calls), link([], true)].map((each) => update(start, each));
  expect(states.map((state) => [isWaiting(state), state.late])).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ]);
});
