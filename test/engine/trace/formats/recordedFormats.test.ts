import { describe, expect, test } from 'vitest';
import { parseTrace } from '../../../../src/engine/trace/index.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';
import { OWN_SUITE } from '../../../oracle/runner/suites.ts';
import { told } from '../tellCall.ts';

// What test/oracle/trace/record_formats.py kept of each tool, about a program that makes the calls of format_calls.py with all six registers set.

interface Row {
  tool: string;
  abi: 'x86_64' | 'x86';
  action?: string;
  flag?: string;
  lines: string[];
}
interface Made {
  abi: Row['abi'];
  number: number;
  args: string[];
}

const recording = readRecording(OWN_SUITE, 'trace/formats.json');
const rows = recording.rows as Row[];
const made = recording.calls as Made[];
const ARCH = { x86_64: 'SCMP_ARCH_X86_64', x86: 'SCMP_ARCH_X86' };
const ofTool = (tool: string) => rows.filter((row) => row.tool === tool && row.action === undefined);

/** What each line tells, in order, without the call by which the tool started the program and the one by which it ended. */
const linesOf = ({ lines }: Row) =>
  lines.flatMap((line) => parseTrace(line).calls).filter(({ syscall }) => syscall !== 59 && syscall !== 231);

describe.each([
  ['audit', 0],
  ['perf trace', 51],
  ['perf script', 180],
])('%s', (tool, determined) => {
  test.each(ofTool(tool).map((row) => [row.abi, row] as const))('tells each call of %s', (abi, row) => {
    const calls = linesOf(row);
    const wanted = made.filter((call) => call.abi === abi);
    expect(calls.map(({ arch, syscall }) => [arch, syscall])).toEqual(wanted.map(({ number }) => [ARCH[abi], number]));
    const wrong = calls.filter(({ args }, at) =>
      args.some((arg, index) => arg !== undefined && String(arg) !== wanted[at]?.args[index]),
    );
    expect(wrong).toEqual([]);
    expect(calls.flatMap(({ args }) => args).filter((arg) => arg !== undefined)).toHaveLength(determined);
  });
});

test.each(['perf trace -s', 'strace -c'])('%s counts the calls, and reads every line', (tool) => {
  const [row] = ofTool(tool);
  const { calls, unread } = parseTrace(row?.lines.join('\n') ?? '');
  const counts = new Map(calls.map(({ syscall, count }) => [syscall, count]));
  const wanted = new Map<number, number>([[59, 1]]);
  for (const { number } of made.filter(({ abi }) => abi === 'x86_64'))
    wanted.set(number, (wanted.get(number) ?? 0) + 1);
  expect([[...counts].sort(), unread]).toEqual([[...wanted].sort(), []]);
});

/** personality under a filter with one action for it, without and with SECCOMP_FILTER_FLAG_LOG. */
const LOGGED: Record<string, [plain: string | undefined, log: string]> = {
  LOG: ['LOG', 'LOG'],
  ERRNO: [undefined, 'ERRNO'],
  TRACE: [undefined, 'TRACE'],
  TRAP: [undefined, 'TRAP'],
  KILL: ['= SIGSYS KILL_THREAD', '= SIGSYS KILL_THREAD'],
  KILL_PROCESS: ['= SIGSYS KILL_PROCESS', '= SIGSYS KILL_PROCESS'],
};

test.each(rows.filter(({ tool, action }) => tool === 'audit' && action !== undefined))(
  'what the kernel logs of $abi under $action $flag',
  (row) => {
    const text = row.lines.join('\n');
    const [plain, log] = LOGGED[row.action ?? ''] ?? [];
    const seen = row.flag === 'log' ? log : plain;
    const call = `${row.abi} personality ${seen}, 4242 acts-${row.abi}`;
    expect(told(parseTrace(text), text)).toEqual(seen === undefined ? [] : ['audit', call]);
  },
);

// The filter answers before the tracepoint of the entry: perf trace takes the call for one that it saw begin too late, and has no arguments of it.
test.each(['perf trace', 'perf script'])('what %s tells of a call that a filter refused', (tool) => {
  const text = rows.find((row) => row.tool === tool && row.action !== undefined)?.lines.join('\n') ?? '';
  expect(told(parseTrace(text), text)).toEqual(['perf', 'x86_64 personality = EPERM, 4242 acts-x86_64']);
});
