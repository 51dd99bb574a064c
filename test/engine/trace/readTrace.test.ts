import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameOf } from '../../../src/engine/linux/index.ts';
import { parseTrace, readTrace, type Trace, type TracedCall } from '../../../src/engine/trace/index.ts';
import { grownTrace } from '../../../src/tools/bench/grownTrace.ts';
import { readRecording } from '../../oracle/runner/keptRecordings.ts';
import { OWN_SUITE } from '../../oracle/runner/suites.ts';
import { runs } from '../../seed.ts';
import { tellCall } from './tellCall.ts';

const BYTES = new TextEncoder();
const KEPT = 300;

const grown = (bytes: number, seed: number) => [...grownTrace(bytes, seed)].join('');

/** Reads a text in pieces of bytes, cut at these places, as a file comes. */
function inPieces(text: string, cuts: readonly number[], keepsLines = false): Trace {
  const bytes = BYTES.encode(text);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const reader = readTrace(undefined, { keepsLines });
  const places = [0, ...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [index, to] of places.slice(1).entries())
    reader.push(decoder.decode(bytes.subarray(places[index], to), { stream: true }));
  return reader.end();
}

const outcome = ({ result }: Pick<TracedCall, 'result'>) => (result?.kind === 'error' ? result.errno : result?.kind);

/** How often each call had each outcome. */
function counts(calls: readonly TracedCall[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const call of calls) {
    const key = `${nameOf(call.arch, call.syscall)} ${outcome(call)}`;
    found[key] = (found[key] ?? 0) + call.count;
  }
  return found;
}

describe('a trace that comes as a file does', () => {
  test('tells the same wherever its bytes are cut', () => {
    const line = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...grown(60_000, 3).split('\n')) },
      fc.constantFrom('7 mkdir("/tmp/é", 0777) = 0', 'nothing 𝄞 here', '', 'read', '{"syscall":"SYS_MKDIR"}', '{'),
      fc.constantFrom(
        '8 --- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP} ---',
        '8 exit_group(0) = ?',
        '8 +++ killed by SIGSYS +++',
      ),
      fc.constantFrom('8 keyctl(KEYCTL_READ, 1) = 0', '9 read(0,  <unfinished ...>', '9 <... read resumed>"é", 2) = 2'),
    );
    const breaks = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 60 }),
        breaks,
        fc.array(fc.nat(), { maxLength: 12 }),
        (lines, end, cuts) => {
          const text = lines.join(end);
          const whole = parseTrace(text);
          expect(inPieces(text, cuts)).toEqual(whole);
          const kept = inPieces(text, cuts, true);
          const { calls, unread } = kept;
          expect(calls.map(({ line: _, ...call }) => call)).toEqual(whole.calls);
          const textAt = ({ span }: Pick<TracedCall, 'span'>) => text.slice(span.start, span.end).slice(0, KEPT);
          expect(calls.map((call) => call.line)).toEqual(calls.map(textAt));
          expect(unread.map((each) => each.text)).toEqual(unread.map((span) => textAt({ span })));
        },
      ),
    );
  });

  test('tells the same of a grown trace of any seed, however small or large its pieces are', () => {
    const beside = [
      '7 mkdir("/tmp/é", 0777) = 0\n',
      '7 close(3é) = 0\n',
      '7 dup(\u00a03\u00a0) = 4\n',
      '𝄞\n',
      'read\n',
    ];
    const sizes = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 70_000 }));
    fc.assert(
      fc.property(fc.integer({ min: 1 }), sizes, fc.constantFrom(...beside), (seed, size, line) => {
        const lines = grown(40_000, seed).split('\n');
        const text = lines.map((each, at) => `${each}\n${at % 50 === 0 ? line : ''}`).join('');
        const cuts = Array.from({ length: Math.floor(BYTES.encode(text).length / size) }, (_, at) => at * size);
        expect(inPieces(text, cuts)).toEqual(parseTrace(text));
      }),
      { numRuns: runs(6) },
    );
  });

  describe('tells the same of a line of strace whichever way it is read: a blank at its end takes the longer one', () => {
    const told = (lines: readonly string[]) => {
      const { calls, unread } = parseTrace(lines.join('\n'));
      return [calls.map((call) => `${call.span.line} ${tellCall(call)}`), unread.map(({ line }) => line)];
    };
    const blanked = (lines: readonly string[]) => lines.map((line) => `${line} `);
    const tables = Object.entries(readRecording(OWN_SUITE, 'trace/strace.json')).filter(
      (entry): entry is [string, string[]] => Array.isArray(entry[1]),
    );

    test.each(tables)('%s', (_, rows) => {
      const some = rows.filter((_, at) => at % 5 === 0);
      const lines = some.map((row) => `${/^\S* (?:\w+:)?(.*)$/s.exec(row)?.[1]} = -1 EPERM (Operation not permitted)`);
      expect(told(lines)).toEqual(told(blanked(lines)));
    });

    test('with processes and times before it, and other processes between', () => {
      const opens = fc.constantFrom('', '[pid ');
      const times = fc.constantFrom('', '12:00:01.5 ', '1700000000.25 ');
      fc.assert(
        fc.property(fc.integer({ min: 1 }), opens, times, (seed, opening, time) => {
          const lines = grown(10_000, seed)
            .trimEnd()
            .split('\n')
            .map((line) => line.replace(/^(\d+) /, (_, pid) => `${opening}${pid}${opening && ']'} ${time}`));
          expect(told(lines)).toEqual(told(blanked(lines)));
        }),
        { numRuns: runs(4) },
      );
    });
  });

  test('counts each call and outcome, however many arguments it had', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        const text = grown(600_000, seed);
        const { calls } = parseTrace(text);
        const expected: Record<string, number> = {};
        const add = (name: string, result: string) => {
          const kind = result.startsWith('?') ? 'undefined' : (/^-1 (\w+)/.exec(result)?.[1] ?? 'value');
          expected[`${name} ${kind}`] = (expected[`${name} ${kind}`] ?? 0) + 1;
        };
        const begun = new Map<string, string>();
        for (const line of text.split('\n')) {
          const [, pid = '', name, rest = ''] = /^(\d+) (?:<\.\.\. )?(\w+)(.*)$/.exec(line) ?? [];
          if (name === undefined) continue;
          const result = /\) += (\S.*)$/.exec(rest)?.[1];
          if (result === undefined) begun.set(`${pid} ${name}`, name);
          else {
            add(name, result);
            begun.delete(`${pid} ${name}`);
          }
        }
        for (const name of begun.values()) add(name, '?');
        expect(counts(calls)).toEqual(expected);
      }),
      { numRuns: runs(1) },
    );
  });

  test('with too many values of an argument leaves that argument unknown, and says so', () => {
    const requests = ['TCGETS', 'TIOCGWINSZ', 'FIONREAD'];
    const lines = Array.from({ length: 6000 }, (_, at) => [
      `ioctl(${at % 40}, ${requests[at % 3]}, 0x7ffd0000${(0x1000 + at).toString(16)}) = 0`,
      `mprotect(0x7f0000${(0x100000 + at).toString(16)}, ${4096 * (1 + (at % 900))}, PROT_READ) = 0`,
      `brk(${at % 2 === 0 ? 'NULL' : '0x5000'}) = 0x5000`,
    ]).flat();
    const { calls } = parseTrace(lines.join('\n'));
    const told = calls.map(
      (call) => `${tellCall(call)} varied ${call.varied?.join() ?? 'none'}, line ${call.span.line}`,
    );
    expect(told.filter((line) => !line.includes('ioctl'))).toEqual([
      'x86_64 mprotect(?, ?, 1, ?, ?, ?) = 0 x6000 varied 0,1, line 2',
      'x86_64 brk(0, ?, ?, ?, ?, ?) = 20480 x3000 varied none, line 3',
      'x86_64 brk(5000, ?, ?, ?, ?, ?) = 20480 x3000 varied none, line 6',
    ]);
    const ioctls = calls.filter(({ varied }) => varied?.join() === '2');
    expect(ioctls).toHaveLength(120);
    expect(ioctls.reduce((sum, { count }) => sum + count, 0)).toBe(6000);
    expect(new Set(ioctls.map(({ args }) => args[1]))).toEqual(new Set([0x5401n, 0x5413n, 0x541bn]));
  });

  test('counts each line that is not read, and tells the first hundred', () => {
    const { calls, unread, unreadCount } = inPieces(`${'nothing here\n'.repeat(250)}read`, [1000], true);
    expect([calls.length, unread.length, unread.at(-1)?.line, unreadCount]).toEqual([1, 100, 100, 250]);
  });

  test('goes on behind a line that is too long, and behind bytes that are no text', () => {
    const long = `read(0, "${'a'.repeat(5_000_000)}", 5000000) = 5000000`;
    const text = `read(0, "", 1) = 0\n${long}\n\0\0\u0001\ufffd(\nwrite(1, "", 0) = 0\n`;
    const { calls, unread } = inPieces(text, [1_000_000, 2_000_000, 4_900_000, 5_000_100], true);
    expect(calls.map((call) => `${call.span.line} ${call.line}`)).toEqual([
      '1 read(0, "", 1) = 0',
      '4 write(1, "", 0) = 0',
    ]);
    expect(unread.map(({ line, start, end }) => [line, end - start])).toEqual([
      [2, long.length],
      [3, 5],
    ]);
    expect(parseTrace(text).unread).toEqual(unread.map(({ text: _, ...span }) => span));
  });

  test('finds a later example of a call whose first turned out to be another', () => {
    const text = [
      '1 getpid() = 1',
      '1 keyctl(KEYCTL_READ, 1) = 0',
      '1 --- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_syscall=__NR_keyctl} ---',
      '2 keyctl(KEYCTL_READ, 1) = 0',
      '2 exit_group(0) = ?',
      '2 +++ killed by SIGSYS +++',
      '3 exit_group(0) = ?',
      '3 +++ exited with 0 +++',
    ].join('\n');
    expect(parseTrace(text).calls.map((call) => `${call.span.line} ${tellCall(call)}`)).toEqual([
      '1 x86_64 getpid = 1, 1',
      '2 x86_64 keyctl(b, 1, ?, ?, ?, ?) = 0 TRAP, 1',
      '4 x86_64 keyctl(b, 1, ?, ?, ?, ?) = 0, 2',
      '5 x86_64 exit_group(0, ?, ?, ?, ?, ?) = SIGSYS, 2',
      '7 x86_64 exit_group(0, ?, ?, ?, ?, ?), 3',
    ]);
  });
});

describe('a trace of several files', () => {
  test('has the process of each file of strace -ff, and lines by their own numbers', () => {
    const reader = readTrace(undefined, { keepsLines: true });
    const files: [pid: number | undefined, text: string][] = [
      [71, 'getpid() = 71\nread(0, ""'],
      [72, 'exit_group(3) = ?\n+++ killed by SIGSYS +++\n'],
      [undefined, 'getuid() = 0\n5 getgid() = 0'],
    ];
    for (const [pid, text] of files) {
      reader.nextFile(pid);
      reader.push(text);
    }
    expect(reader.end().calls.map((call) => `${call.span.start} ${call.span.line} ${tellCall(call)}`)).toEqual([
      '0 1 x86_64 getpid = 71, 71',
      '14 2 x86_64 read(0, ?, ?, ?, ?, ?), 71',
      '24 1 x86_64 exit_group(3, ?, ?, ?, ?, ?) = SIGSYS, 72',
      '67 1 x86_64 getuid = 0',
      '80 2 x86_64 getgid = 0, 5',
    ]);
  });

  // strace 6.13 -ff of python3, os.execv in a thread.
  test('a thread that runs a program has the call in its own file, and its end in that of its process', () => {
    const reader = readTrace();
    reader.nextFile(71);
    reader.push('futex(0x7f37, FUTEX_WAIT_PRIVATE, 0, NULL) = ?\n+++ superseded by execve in pid 72 +++\n');
    reader.push('<... execve resumed>) = 0\nbrk(NULL) = 0x557140406000\n');
    reader.nextFile(72);
    reader.push('execve("/bin/true", ["true"], 0x7ffe605c6990 /* 40 vars */ <pid changed to 71 ...>\n');
    expect(reader.end().calls.map(tellCall)).toEqual([
      'x86_64 futex(7f37, 80, 0, 0, ?, ?), 71',
      'x86_64 brk(0, ?, ?, ?, ?, ?) = 93944897626112, 71',
      'x86_64 execve(?, ?, 7ffe605c6990, ?, ?, ?), 72',
    ]);
  });
});
