import { describe, expect, test } from 'vitest';
import { fileShown, readingShown } from '../../../src/instrument/traceFiles/fileWords.ts';
import { type ReadableFile, readFiles } from '../../../src/instrument/traceFiles/readFiles.ts';
import { init, linkOf, openingOf, questionOf, update } from '../../../src/islands/trace/state/model.ts';
import type { Message, State } from '../../../src/islands/trace/state/State.ts';
import { keptFiles, sentFiles, type TraceMessage } from '../../../src/islands/trace/worker/sentFiles.ts';
import type { ReadFiles } from '../../../src/share/traceFile.ts';
import { TRACE_LINK_DEFAULTS } from '../../../src/share/traceLink.ts';
import { tellCall } from '../../engine/trace/tellCall.ts';

const REPLY = { problems: [], answer: undefined, refusal: undefined };
const start = init({ link: { ...TRACE_LINK_DEFAULTS, trace: 'mine' } }, REPLY);
const FILES = [new File(['read'], 'out.1'), new File(['write'], 'out.2')];
const READ: ReadFiles = {
  parts: [
    { name: 'out.1', start: 0 },
    { name: 'out.2', start: 4 },
  ],
  bytes: 9,
  lines: 2,
  trace: { calls: [], unread: [], formats: [] },
};

const said = ({ asked, read, files, reading, notices, turn }: State) =>
  [
    asked.trace,
    read ? 'read' : 'text',
    `${files.length} files`,
    reading ? `${reading.id}: ${reading.bytes} of ${reading.of}` : 'idle',
    ...notices.map(({ message }) => message),
    turn,
  ].join(', ');

const open: Message = { kind: 'files', files: FILES };
const done = (id: number): Message => ({ kind: 'files-read', id, read: READ });

describe('the trace of files', () => {
  test.each<[what: string, messages: Message[], expected: string]>([
    ['is being read', [open, { kind: 'files-progress', id: 1, bytes: 4 }], 'mine, text, 0 files, 1: 4 of 9, 0'],
    ['is read, and the text stays', [open, done(1)], 'mine, read, 2 files, idle, 1'],
    ['is not read any more', [open, { kind: 'files-cancel' }, done(1)], 'mine, text, 0 files, idle, 0'],
    ['of a newer choice is another', [open, open, done(1)], 'mine, text, 0 files, 2: 0 of 9, 0'],
    ['can’t be read', [open, { kind: 'files-failed', id: 1 }], 'mine, text, 0 files, idle, out.1 can’t be read., 0'],
    [
      'is removed, and the text answers again',
      [open, done(1), { kind: 'files-remove' }],
      'mine, text, 0 files, idle, 2',
    ],
    ['goes as a text comes', [open, done(1), { kind: 'trace', trace: 'mine' }], 'mine, text, 0 files, idle, 2'],
    [
      'is read again for another architecture',
      [open, done(1), { kind: 'ask', asked: { arch: 'SCMP_ARCH_AARCH64' } }],
      'mine, read, 2 files, 2: 0 of 9, 2',
    ],
    [
      'stays for another stack',
      [open, done(1), { kind: 'ask', asked: { stack: 'podman-5.4' } }],
      'mine, read, 2 files, idle, 2',
    ],
    [
      'of a saved state has no files',
      [
        {
          kind: 'saved',
          name: 'a.json',
          saved: { link: { ...TRACE_LINK_DEFAULTS, trace: '' }, notices: [], read: READ },
        },
      ],
      'mine, read, 0 files, idle, 1',
    ],
    [
      'is not in a file that only begins like a saved state',
      [{ kind: 'saved', name: 'a.json', saved: undefined }],
      'mine, text, 0 files, idle, a.json begins like a saved trace check, but cannot be opened., 0',
    ],
  ])('%s', (_, messages, expected) => {
    const state = messages.reduce(update, start);
    expect(said(state)).toBe(expected);
    expect(questionOf(state)?.read).toBe(questionOf(state) && state.read);
  });

  test('a saved state brings what was chosen', () => {
    const chosen = [{ arch: 'SCMP_ARCH_X86_64', call: 'bpf', choice: 'call' }] as const;
    const saved = { link: { ...TRACE_LINK_DEFAULTS, trace: '', profile: '{}', chosen }, notices: [], read: READ };
    const { asked, own, usesOwn } = update(start, { kind: 'saved', name: 'a.json', saved });
    expect([asked.chosen, asked.profile, own, usesOwn]).toEqual([chosen, '{}', '{}', true]);
  });

  test('is told by name, size and lines', () => {
    expect(fileShown(READ)).toEqual({ name: 'out.1 and 1 other file', size: '9 bytes, 2 lines' });
    const of = 123_456_789;
    const reading = { id: 1, files: FILES.slice(0, 1), arch: 'SCMP_ARCH_X86_64', bytes: 40_000_000, of } as const;
    expect(readingShown(reading)).toEqual({
      words: 'Reading out.1: 40.0 MB of 123.5 MB',
      said: 'Reading out.1: 25 %',
      bytes: 40_000_000,
      of,
    });
  });
});

describe('reading files', () => {
  const read = async (files: readonly ReadableFile[]) => {
    const told: number[] = [];
    const { parts, bytes, lines, trace } = await readFiles(files, 'SCMP_ARCH_X86_64', (so) => told.push(so));
    return {
      parts,
      bytes,
      lines,
      told: told.at(-1),
      calls: trace.calls.map(tellCall),
      unread: trace.unread.map(({ text }) => text),
    };
  };

  test('of strace -ff takes the processes from their names', async () => {
    expect(
      await read([new File(['getpid() = 7\nclose(3) = 0'], 'out.7'), new File(['getuid() = 0\n'], 'out.8')]),
    ).toEqual({
      parts: [
        { name: 'out.7', start: 0 },
        { name: 'out.8', start: 25 },
      ],
      bytes: 38,
      lines: 3,
      told: 38,
      calls: ['x86_64 getpid = 7, 7', 'x86_64 close(3, ?, ?, ?, ?, ?) = 0, 7', 'x86_64 getuid = 0, 8'],
      unread: [],
    });
  });

  test('takes UTF-16 with its mark, and what is no text line by line', async () => {
    const wide = new Uint8Array([0xff, 0xfe, ...[...'read\n'].flatMap((letter) => [letter.charCodeAt(0), 0])]);
    const binary = new Uint8Array([0, 1, 2, 0x0a, 0xff, 0xc3, 0x28]);
    expect(await read([new File([wide], 'wide.txt'), new File([binary], 'core'), new File([], 'empty')])).toEqual({
      parts: [
        { name: 'wide.txt', start: 0 },
        { name: 'core', start: 5 },
        { name: 'empty', start: 12 },
      ],
      bytes: 19,
      lines: 3,
      told: 19,
      calls: ['x86_64 read'],
      unread: ['\0\u0001\u0002', '\ufffd\ufffd('],
    });
  });
});

describe('a link', () => {
  const files = { ...TRACE_LINK_DEFAULTS, trace: '', file: 'out.1 and 1 other file' };

  test('names the files while they are open, and has the text that waits once they are removed', () => {
    const opened = [open, done(1)].reduce(update, start);
    expect(linkOf(opened)).toEqual(files);
    expect(linkOf(update(opened, { kind: 'files-remove' }))).toEqual({ ...TRACE_LINK_DEFAULTS, trace: 'mine' });
    expect(linkOf(update(start, open)).trace).toBe('mine');
  });

  test('of files opens no trace, and says which to open', () => {
    const { link, notices } = openingOf(files, []);
    expect([link, notices?.map(({ message, hint }) => `${message} ${hint}`)]).toEqual([
      { ...TRACE_LINK_DEFAULTS, trace: '' },
      [
        'The trace on this page was read from out.1 and 1 other file. The page’s address contains the file’s name, not its text. Open the file again.',
      ],
    ]);
  });
});

describe('a worker', () => {
  const [text, ofFiles, ofOthers] = [undefined, READ, { ...READ }].map((read, turn) => ({
    ...TRACE_LINK_DEFAULTS,
    turn,
    ...(read && { read }),
  }));

  test('is sent what was read of files once, and keeps it until a question is of something else', () => {
    const sent = sentFiles();
    let questionAt = keptFiles();
    const said = [text, ofFiles, ofFiles, ofOthers, ofOthers, text, ofOthers, 'restarted', ofOthers, ofOthers].map(
      (question) => {
        if (question === undefined) return '';
        if (typeof question === 'string') {
          sent.forget();
          questionAt = keptFiles();
          return question;
        }
        const message = sent.messageOf(question);
        expect(questionAt(message)).toEqual(question);
        return `${message.of ?? 'text'}${message.read ? ' sent' : ''}`;
      },
    );
    expect(said).toEqual(['text', '1 sent', '1', '2 sent', '2', 'text', '3 sent', 'restarted', '4 sent', '4']);
  });

  test('that does not have what a question names answers nothing', () => {
    const message: TraceMessage = { question: { ...TRACE_LINK_DEFAULTS, turn: 1 }, of: 1 };
    expect(() => keptFiles()(message)).toThrow('The worker does not have these files.');
  });
});
