import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTrace, readTrace } from '../../../src/engine/trace/index.ts';
import { readRecording } from '../../oracle/runner/keptRecordings.ts';
import { OWN_SUITE } from '../../oracle/runner/suites.ts';
import { tellCall, tellTrace } from './tellCall.ts';

const rows = readRecording(OWN_SUITE, 'trace/formats.json').rows as { tool: string; lines: string[] }[];
/** Without those that complete a line before them. */
const recorded = rows.flatMap(({ lines }) => lines).filter((line) => !/continued|sys_exit/.test(line));
/** A line or two of each format that is read line by line. */
const LINES = [
  ...recorded,
  'type=SYSCALL msg=audit(1.2:3): arch=c000003e syscall=41 success=yes exit=3 a0=1 a1=80001 a2=0 a3=3 items=0 ppid=1 pid=42 comm="sys"',
  '[pid 7] openat(3, "/x", O_RDONLY|O_CLOEXEC) = 4',
  '@[nginx, 59]: 12',
  'sys 3848417 tracepoint:syscalls:sys_enter_faccessat2',
  'futex                     12060',
  'web unshare 485855 485855 0 0 …_KILL_THREAD SYS_UNSHARE 2026-08-02T17:06:48.761…',
  '{"syscall":"SYS_MKDIR","code":"SECCOMP_RET_LOG","pid":7}',
  '"msg"="audit" "pid"=7 "syscallName"="epoll_wait" "type"="seccomp"',
  'read, write',
];
const OTHERS = [
  'nothing here',
  '{',
  '}',
  '[12.3] usb 1-1: new device',
  '"',
  '\u0000',
  'apiVersion: v1',
  '- x: y',
  '(((((',
  '@[',
  '// a',
];
const PIECES = [
  'type=SECCOMP',
  ' msg=audit(',
  'audit: ',
  ' sig=31',
  ' arch=c000003e',
  ' syscall=',
  '@[',
  ']: 1',
  '): ',
  ' ... [continued]: ',
  'SYS_',
  '[pid 7] ',
  'read(3, ',
  '<unfinished ...>',
  '<... read resumed>',
  ') = 3',
  '/* ',
  '|',
  '{"',
  '":',
  '[',
  ']',
  '}',
  '\n',
  '\r\n',
  ' ',
  '…',
  'read',
  '- ',
  'kind: ',
  '\\',
];

/** Without the process and the value returned, which are those of the first line. */
const calls = (text: string) =>
  parseTrace(text)
    .calls.map(({ pid: _, comm: __, result, ...call }) =>
      tellCall({ ...call, ...(result !== undefined && result.kind !== 'value' && { result }) }),
    )
    .sort();

describe('a trace', () => {
  test('of no line is empty', () => expect(parseTrace('')).toEqual({ calls: [], unread: [], formats: [] }));

  test('of several formats tells all of them, and where each call first stands', () => {
    const text = 'read\n\n@[sh, 59]: 2\r\n  nothing here\nread';
    expect(tellTrace(text)).toEqual([
      'names',
      'bpftrace',
      'x86_64 read x2',
      'x86_64 execve x2, sh',
      '?   nothing here',
    ]);
    const { calls: found, unread } = parseTrace(text);
    expect(found.map(({ span }) => span)).toEqual([
      { start: 0, end: 4, line: 1, column: 1 },
      { start: 6, end: 18, line: 3, column: 1 },
    ]);
    expect(unread).toEqual([{ start: 20, end: 34, line: 4, column: 1 }]);
  });

  test('a name in JSON has its own place', () => {
    const text = 'read\n[\n  "write",\n  "reed"\n]';
    const { calls: found, unread } = parseTrace(text);
    expect(found[1]?.span).toEqual({ start: 9, end: 16, line: 3, column: 3 });
    expect(unread).toEqual([{ start: 20, end: 26, line: 4, column: 3 }]);
  });

  test('says how many records its tools left out', () => {
    const text = `[62654.848978] kauditd_printk_skb: 47 callbacks suppressed
LOST 3 events!
Lost 2 events
{"type": "lost_events", "data": {"events": 10}}`;
    expect(parseTrace(text)).toEqual({ calls: [], unread: [], formats: [], lost: 62 });
  });

  // Linux 6.18 and auditctl 4.0.2, with a rate limit of 2; the one line of the status is of RHEL 6.
  test.each([
    [['[  423.380558] audit: audit_lost=1 audit_rate_limit=2 audit_backlog_limit=64', 'audit: rate limit exceeded'], 1],
    [['Nov 28 02:41:02 vm kernel: audit: audit_lost=14 audit_rate_limit=0 audit_backlog_limit=64', 'lost 12'], 14],
    [['lost: 28'], 28],
    [['AUDIT_STATUS: enabled=1 flag=1 pid=1483 rate_limit=0 backlog_limit=8192 lost=3 backlog=0'], 3],
    [['lost 0'], undefined],
    [
      [
        ...['enabled 0', 'failure 1', 'pid 0', 'rate_limit 2', 'backlog_limit 64', 'lost 27', 'backlog 0'],
        ...['backlog_wait_time 15000', 'backlog_wait_time_actual 0', 'loginuid_immutable 0 unlocked'],
        ...['enabled disable', 'enabled enabled+immutable', 'failure printk', 'loginuid_immutable 1 locked'],
      ],
      27,
    ],
    [
      [
        'audit: audit_backlog=65 > audit_backlog_limit=64',
        'audit: backlog limit exceeded',
        'audit: kauditd hold queue overflow',
        'audit: out of memory in audit_log_start',
        'audit_log_lost: 5 callbacks suppressed',
      ],
      undefined,
    ],
  ])('says how many records Linux’s audit has lost in all: %j', (lines, auditLost) => {
    const told = { calls: [], unread: [], formats: [], ...(auditLost !== undefined && { auditLost }) };
    expect(parseTrace(lines.join('\n'))).toEqual(told);
  });

  test.each(['lost 12 records', 'lost', 'I lost 12', 'enabled yes', 'audit_lost=3'])('of no loss: %s', (text) =>
    expect(parseTrace(text)).toMatchObject({ unread: [{ line: 1 }] }),
  );

  test('of many names that nobody knows is read', () => {
    const names = Array.from({ length: 200_000 }, () => 'reed');
    expect(parseTrace(JSON.stringify(names)).unread).toHaveLength(200_000);
  });

  test.each([['['.repeat(9990) + ']'.repeat(9990)], ['{"kind":"List","items":['.repeat(4990) + ']}'.repeat(4990)]])(
    'as deep as JSON may be is read: %.30s',
    (text) => expect(parseTrace(text).unread).toHaveLength(1),
  );

  test('of another machine has its numbers', () => {
    const { calls: found } = parseTrace('openat\n@[sh, 221]: 1\nfcntl64', 'SCMP_ARCH_AARCH64');
    expect(found.map(tellCall)).toEqual(['aarch64 openat', 'aarch64 execve, sh', 'arm fcntl64']);
  });

  test('tells the same in whatever order its lines stand', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(LINES, { minLength: 1 }), (lines) => {
        expect(calls(lines.join('\n'))).toEqual(calls([...lines].sort().join('\n')));
      }),
    );
  });

  test('tells the same in whatever pieces it comes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...LINES, ...OTHERS]), fc.array(fc.nat(4000)), (lines, cuts) => {
        const text = lines.join('\r\n');
        const reader = readTrace();
        const places = [0, ...cuts.filter((at) => at < text.length).sort((a, b) => a - b), text.length];
        for (const [index, to] of places.slice(1).entries()) reader.push(text.slice(places[index], to));
        expect(reader.end()).toEqual(parseTrace(text));
      }),
    );
  });

  test('tells each line that is not read, once, and reads the others all the same', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...LINES, 'nothing here', '[12.3] usb 1-1: new device', '(((((']), (lines) => {
        const text = lines.join('\n');
        const { unread } = parseTrace(text);
        expect(unread.map(({ start, end }) => text.slice(start, end))).toEqual(
          lines.filter((line) => /^nothing|usb|^\(/.test(line)),
        );
      }),
    );
  });

  test('never throws, and its places lie in the text', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string(), fc.constantFrom(...LINES)))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const { calls: found, unread } = parseTrace(written);
        for (const { start, end, line } of [...found.map(({ span }) => span), ...unread]) {
          expect(start >= 0 && start <= end && end <= written.length).toBe(true);
          expect(written.slice(0, start).split('\n')).toHaveLength(line);
        }
      }),
    );
  });
});
