import { describe, expect, test } from 'vitest';
import type { Arch } from '../../../src/engine/linux/index.ts';
import { type CallRow, chooseCalls } from '../../../src/islands/calls/state/chooseCalls.ts';
import { CALLS_LINK_DEFAULTS, type CallsLink } from '../../../src/share/callsLink.ts';

const numbers = (on: Record<string, number>): ReadonlyMap<Arch, number> =>
  new Map(Object.entries(on).map(([token, number]) => [`SCMP_ARCH_${token}` as Arch, number]));
const row = (name: string, more: Partial<CallRow> = {}): CallRow => ({
  name,
  numbers: numbers({}),
  since: '2.6',
  verdict: 'allowed',
  capabilities: [],
  ...more,
});

/** By name, as on the page. */
const ROWS: readonly CallRow[] = [
  row('bpf', {
    numbers: numbers({ X86_64: 321, AARCH64: 280, X86: 357 }),
    since: '3.18',
    verdict: 'gated',
    capabilities: ['BPF', 'SYS_ADMIN'],
  }),
  row('clone', {
    numbers: numbers({ X86_64: 56, AARCH64: 220, X86: 120 }),
    since: '1.0',
    verdict: 'gated',
    capabilities: ['SYS_ADMIN'],
  }),
  row('clone3', {
    numbers: numbers({ X86_64: 435, AARCH64: 435, X86: 435 }),
    since: '5.3',
    verdict: 'gated',
    capabilities: ['SYS_ADMIN'],
  }),
  row('keyctl', { numbers: numbers({ X86_64: 250, AARCH64: 219, X86: 288 }), since: '2.6.10', verdict: 'refused' }),
  row('open', { numbers: numbers({ X86_64: 2, X86: 5 }), since: '1.0' }),
  row('openat', { numbers: numbers({ X86_64: 257, AARCH64: 56, X86: 295 }), since: '2.6.16' }),
  row('socketcall', { numbers: numbers({ X86: 102 }), since: '1.0' }),
  row('tuxcall', { numbers: numbers({ X86_64: 184 }), since: '', verdict: 'refused' }),
];

const choose = (differs: Partial<CallsLink>) => chooseCalls(ROWS, { ...CALLS_LINK_DEFAULTS, ...differs });
const shown = (differs: Partial<CallsLink>) => {
  const { order, shown: places } = choose(differs);
  return order.filter((at) => places.has(at)).map((at) => ROWS[at]?.name);
};
const ALL = ROWS.map(({ name }) => name);

describe('what is shown, in its order', () => {
  test.each<[differs: Partial<CallsLink>, names: readonly string[]]>([
    [{}, ALL],
    [{ find: '  ' }, ALL],
    [{ find: 'clone' }, ['clone', 'clone3']],
    [{ find: ' CLONE3 ' }, ['clone3']],
    // As strace prints it.
    [{ find: 'openat(AT_FDCWD, "x")' }, ['openat']],
    [{ find: 'no-such-call' }, []],
    // In either column of numbers.
    [{ find: '56' }, ['clone', 'openat']],
    [{ find: '0x1b3' }, ['clone3']],
    [{ find: '5' }, []],
    // The first column is then 32-bit x86’s.
    [{ find: '5', arch: 'SCMP_ARCH_X86' }, ['open']],
    [{ find: '257', arch: 'SCMP_ARCH_X86' }, []],
    [{ arch: 'SCMP_ARCH_AARCH64' }, ['bpf', 'clone', 'clone3', 'keyctl', 'openat']],
    [{ arch: 'SCMP_ARCH_S390X' }, []],
    [{ verdict: 'refused' }, ['keyctl', 'tuxcall']],
    [{ verdict: 'gated', find: 'c' }, ['clone', 'clone3']],
    [{ cap: 'CAP_SYS_ADMIN' }, ['bpf', 'clone', 'clone3']],
    [{ cap: 'CAP_BPF' }, ['bpf']],
    [{ cap: 'CAP_BPF', verdict: 'allowed' }, []],
    [{ sort: '-name' }, ALL.toReversed()],
    // What has no number there, or no known kernel, stands last either way.
    [{ sort: 'number' }, ['open', 'clone', 'tuxcall', 'keyctl', 'openat', 'bpf', 'clone3', 'socketcall']],
    [{ sort: '-number' }, ['clone3', 'bpf', 'openat', 'keyctl', 'tuxcall', 'clone', 'open', 'socketcall']],
    [{ sort: 'number', arch: 'SCMP_ARCH_X86' }, ['open', 'socketcall', 'clone', 'keyctl', 'openat', 'bpf', 'clone3']],
    [{ sort: 'since' }, ['clone', 'open', 'socketcall', 'keyctl', 'openat', 'bpf', 'clone3', 'tuxcall']],
    [{ sort: '-since' }, ['clone3', 'bpf', 'openat', 'keyctl', 'clone', 'open', 'socketcall', 'tuxcall']],
    [{ sort: 'verdict' }, ['open', 'openat', 'socketcall', 'bpf', 'clone', 'clone3', 'keyctl', 'tuxcall']],
    [{ sort: '-verdict' }, ['keyctl', 'tuxcall', 'bpf', 'clone', 'clone3', 'open', 'openat', 'socketcall']],
  ])('%j: %j', (differs, names) => expect(shown(differs)).toEqual(names));
});

test('the counts are of what is found, whatever verdict is chosen', () => {
  expect(choose({ find: 'o', verdict: 'refused' }).counts).toEqual({ all: 5, allowed: 3, gated: 2, refused: 0 });
  expect(choose({}).counts).toEqual({ all: 8, allowed: 3, gated: 3, refused: 2 });
});

test.each<[differs: Partial<CallsLink>, arch: Arch]>([
  [{}, 'SCMP_ARCH_X86_64'],
  [{ arch: 'SCMP_ARCH_MIPS' }, 'SCMP_ARCH_MIPS'],
])('%j: the first column of numbers is of %s', (differs, arch) => expect(choose(differs).arch).toBe(arch));
