import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Arch, nameOf, numberOf } from '../../../../src/engine/linux/index.ts';
import { parseTrace, type TracedCall } from '../../../../src/engine/trace/index.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';

// What test/oracle/trace/record_strace.py kept of strace 6.13 and 7.2: each call with each kind of argument, and the registers that it was made with.

const ARCH: Readonly<Record<string, Arch>> = { x86_64: 'SCMP_ARCH_X86_64', x86: 'SCMP_ARCH_X86' };
/** In a register that a call doesn't take (cases.py). */
const UNUSED = 0x5a5a5a5an;
const RESULT: Readonly<Record<string, string>> = { done: ' = 0', unabbreviated: ' = 0' };
const REFUSED = ' = -1 EPERM (Operation not permitted)';
/** Each recording has lines of so many sets of options, on two ABIs. */
const TABLES = 16;

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
  return call.args.some((arg, at) => arg !== undefined && arg !== made[at]) || line === '';
}

describe.each(['trixie', 'sid'])('%s', (suite) => {
  const tables = Object.entries(readRecording(suite, 'trace/strace.json')).filter(
    (entry): entry is [string, string[]] => Array.isArray(entry[1]),
  );
  const lines = tables.reduce((sum, [, rows]) => sum + rows.length, 0);

  test('has lines of every set of options', () => {
    expect([tables.length, lines > 20_000]).toEqual([TABLES, true]);
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
    const fewer = Object.entries(FLOOR[abi] ?? {}).filter(([called, least]) => (counts.get(called) ?? 0) < least);
    expect(fewer).toEqual([]);
  });
});
