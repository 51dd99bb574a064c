import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Arch, nameOf, numberOf } from '../../../../src/engine/linux/index.ts';
import { parseTrace, type TracedCall } from '../../../../src/engine/trace/index.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';

// What test/oracle/trace/record_strace.py kept of strace 6.13 and 7.2: each call with each kind of argument, and the registers that it was made with.

const ARCH: Readonly<Record<string, Arch>> = {
  x86_64: 'SCMP_ARCH_X86_64',
  x86: 'SCMP_ARCH_X86',
  aarch64: 'SCMP_ARCH_AARCH64',
};
/** In a register that a call doesn't take (cases.py). */
const UNUSED = 0x5a5a5a5an;
const RESULT: Readonly<Record<string, string>> = { done: ' = 0', unabbreviated: ' = 0' };
const REFUSED = ' = -1 EPERM (Operation not permitted)';
/** Each recording has lines of so many sets of options and ABIs, and so many lines. */
const RECORDED: readonly [suite: string, file: string, tables: number, lines: number][] = [
  ['trixie', 'trace/strace.json', 16, 33_000],
  ['sid', 'trace/strace.json', 16, 33_000],
  ['trixie', 'trace/strace_aarch64.json', 3, 5_000],
];

/** By ABI and call: how many registers are read of the lines that strace prints without options. More may be read one day, and never fewer. */
const FLOOR: Readonly<Record<string, Readonly<Record<string, number>>>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'determined.json'), 'utf8'),
);

interface Row {
  /** The call that was made, where strace prints another's name. */
  through: string | undefined;
  made: readonly bigint[];
  line: string;
}

function readRow(row: string, result: string): Row {
  const [, registers = '', through, printed = ''] = /^(\S*) (?:(\w+):)?(.*)$/s.exec(row) ?? [];
  const made = registers === '' ? [] : registers.split(',').map((word) => BigInt(`0x${word}`));
  while (made.length < 6) made.push(UNUSED);
  return { through, made, line: `${printed}${result}` };
}

function callIn(line: string, arch: Arch): TracedCall | undefined {
  const { calls, unread } = parseTrace(line, arch);
  return unread.length === 0 && calls.length === 1 ? calls[0] : undefined;
}

/** What is read wrong, or not at all. */
function wrongIn({ line, made, through }: Row, call: TracedCall | undefined, arch: Arch): boolean {
  if (call === undefined) return true;
  if (through !== undefined && !/^(?:ipc|socketcall)$/.test(through) && call.syscall !== numberOf(arch, through))
    return true;
  const isLowerWrong = (half: bigint | undefined, at: number) =>
    half !== undefined && half !== BigInt.asUintN(32, made[at] ?? 0n);
  if (call.lower?.some(isLowerWrong)) return true;
  return call.args.some((arg, at) => arg !== undefined && arg !== made[at]) || line === '';
}

describe.each(RECORDED)('%s, %s', (suite, file, most, least) => {
  const tables = Object.entries(readRecording(suite, file)).filter((entry): entry is [string, string[]] =>
    Array.isArray(entry[1]),
  );
  const lines = tables.reduce((sum, [, rows]) => sum + rows.length, 0);

  test('has lines of every set of options', () => {
    expect([tables.length, lines > least]).toEqual([most, true]);
  });

  test.each(tables)('%s: no register is read that was another', (name, rows) => {
    const [abi = '', options = ''] = name.split(' ');
    const arch = ARCH[abi] ?? 'SCMP_ARCH_X86_64';
    const read = rows.map((row) => {
      const kept = readRow(row, RESULT[options] ?? REFUSED);
      return { ...kept, call: callIn(kept.line, arch) };
    });
    const wrong = read.filter((row) => wrongIn(row, row.call, arch));
    expect(wrong.map(({ line, made, call }) => [line, made.join(' '), call?.args.join(' ')])).toEqual([]);
    if (options !== 'refused') return;
    const counts = new Map<string, number>();
    for (const { call } of read) {
      const called = nameOf(arch, call?.syscall ?? -1) ?? '';
      counts.set(called, (counts.get(called) ?? 0) + (call?.args.filter((arg) => arg !== undefined).length ?? 0));
    }
    const fewer = Object.entries(FLOOR[abi] ?? {}).filter(([called, floor]) => (counts.get(called) ?? 0) < floor);
    expect(fewer).toEqual([]);
  });
});
