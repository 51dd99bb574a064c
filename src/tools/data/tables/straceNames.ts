import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTable } from '../formatTable.ts';
import { type NamedTables, type NamedValue, namedTables } from '../namedValues.ts';
import type { Package, Table } from '../Table.ts';

const newest = { package: 'strace', suite: 'sid' } as const;
const older = { package: 'strace', suite: 'trixie' } as const;

/** A constant, or a place among the registers as PTRACE_PEEKUSER has it (`8*R15`). */
const NAME = /^(?:[A-Z_][A-Z0-9_a-z]*|\d\*[A-Z]\w*)$/;
/** The first of strace's ioctls, by their numbers: each ABI's begin with it (src/ioctlsort.c). */
const FIRST_IOCTL = 'FIBMAP';
/** In the order of strace's personalities on x86_64 (src/linux/x86_64/arch_defs_.h). */
const PERSONALITIES = ['x86_64', 'x86', 'x32'] as const;

/**
 * The names that strace prints for numbers, from the tables within its amd64 program: of every set of constants (src/xlat), what the newest lacks
 * as the older one has it; and of ioctl requests, by ABI.
 */
export const straceNames: Table = {
  name: 'straceNames',
  files: ['strace/names.json', 'strace/ioctls.json'],
  needs: [newest, older],
  make(packages, stamp) {
    const [now, then] = [newest, older].map((need) => tablesOf(packages(need)));
    if (now === undefined || then === undefined) throw new Error('strace is not there twice');
    const sets = now.before.map(namesIn).filter((set) => set.size > 0);
    const known = new Map(sets.flatMap((set) => [...set]));
    const gone = then.before.flatMap((set) => [...namesIn(set)]);
    for (const [name, value] of [...sets.flatMap((set) => [...set]), ...gone])
      if ((known.get(name) ?? value) !== value) throw new Error(`${name} is ${known.get(name)} and ${value}`);
    const rest = new Map(gone.filter(([name]) => !known.has(name)));
    const rows = [...sets, rest].map((set) =>
      Object.fromEntries([...set].map(([name, value]) => [name, printed(value)])),
    );
    const first = (row: object) => Object.keys(row)[0] ?? '';
    rows.sort((a, b) => (first(a) < first(b) ? -1 : 1));
    const ioctls = ioctlsOf(now);
    const before = ioctlsOf(then);
    const all = PERSONALITIES.map((_, at) => ({ ...before[at], ...ioctls[at] }));
    const [own = {}] = all;
    const differing = all.map((set) =>
      Object.fromEntries(Object.entries(set).filter(([name, code]) => own[name] !== code)),
    );
    const [, x86 = {}, x32 = {}] = differing;
    return [formatTable({ stamp, sets: rows }, 2), formatTable({ stamp, x86_64: own, x86, x32 }, 2)];
  },
};

function tablesOf({ root }: Package): NamedTables {
  return namedTables(readFileSync(join(root, 'usr/bin/strace')));
}

function namesIn(rows: readonly NamedValue[]): Map<string, bigint> {
  return new Map(rows.filter(([name]) => NAME.test(name)));
}

/** JSON's numbers are exact up to 2^53. */
function printed(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : `0x${value.toString(16)}`;
}

function ioctlsOf({ behind }: NamedTables): Record<string, number>[] {
  const found: Record<string, number>[] = [];
  for (const [name, value] of behind.flat()) {
    if (name === FIRST_IOCTL) found.push({});
    const last = found.at(-1);
    // struct_ioctlent has an unsigned int (src/defs.h).
    if (last !== undefined && !(name in last)) last[name] = Number(BigInt.asUintN(32, value));
  }
  if (found.length !== PERSONALITIES.length) throw new Error(`${found.length} sets of ioctls`);
  return found;
}
