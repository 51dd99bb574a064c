import { expect, test } from 'vitest';
import type { Arch } from '../../../../src/engine/linux/index.ts';
import { decode } from '../../../../src/engine/seccomp/bpf/index.ts';
import { type Call, decide, type Filter, kernelException } from '../../../../src/engine/seccomp/index.ts';
import { prove } from '../../../../src/engine/seccomp/regions/index.ts';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';
import { OWN_SUITE } from '../../../oracle/runner/suites.ts';
import { filterOfProfile } from './filters.ts';

/** What the real kernel answered under programs of ours; see test/oracle/seccomp/record_loaded.py. */
interface Loaded {
  kernel: string;
  numbers: number;
  apart: readonly number[];
  conditioned: readonly (readonly ['n' | 'x', number])[];
  values: readonly string[];
  records: readonly { name: string; program: string; bubblewrap: number; answers: string }[];
}

const LOADED = readRecording(OWN_SUITE, 'seccomp/loaded.json') as unknown as Loaded;

/** The same as questions of the recorder. */
function calls({ numbers, apart, conditioned, values }: Loaded): Call[] {
  const call = (kind: 'n' | 'x', syscall: number, value = 0n): Call => ({
    arch: abi(kind, syscall),
    syscall,
    args: [value],
  });
  const each = Array.from({ length: numbers }, (_, number) => number);
  return [
    ...each.map((number) => call('n', number)),
    ...each.map((number) => call('n', 0x40000000 + number)),
    ...each.map((number) => call('x', number)),
    ...apart.map((number) => call('n', number)),
    ...conditioned.flatMap(([kind, number]) => values.map((value) => call(kind, number, shown(kind, BigInt(value))))),
  ];
}

const abi = (kind: 'n' | 'x', syscall: number): Arch =>
  kind === 'x' ? 'SCMP_ARCH_X86' : syscall >= 0x40000000 ? 'SCMP_ARCH_X32' : 'SCMP_ARCH_X86_64';

/** int $0x80 takes 32 bits of a register. */
const shown = (kind: 'n' | 'x', value: bigint) => (kind === 'x' ? BigInt.asUintN(32, value) : value);

/** As load.c prints it: 200 for an allowed call, an errno, or less than 0 for SIGSYS. */
function printed(filter: Filter, call: Call): number {
  const { action, data } = decide(filter, call);
  return action === 'ALLOW' ? 200 : action === 'ERRNO' ? data : -31;
}

test.each(LOADED.records)(
  'the kernel under “$name” answers each call as decide does',
  ({ name, program, bubblewrap, answers }) => {
    const filter = filterOfProfile('docker-29.4.3', name.split(' ')[0] ?? '');
    const made = decode(Uint8Array.from(Buffer.from(program, 'hex')), 'SCMP_ARCH_X86_64').value;
    expect(made && prove(made, filter)).toMatchObject({ equal: true });
    const recorded = answers.split(' ').flatMap((run) => {
      const [answer, count] = run.split('x').map(Number);
      return Array.from({ length: count ?? 0 }, () => answer);
    });
    const asked = calls(LOADED);
    // uretprobe and uprobe, which newer kernels ask no filter for.
    const excepted = (call: Call) =>
      kernelException(call, { ...filter.target, kernel: LOADED.kernel })?.applies === true;
    const different = asked
      .filter((call, at) => recorded[at] !== printed(filter, call) && !excepted(call))
      .map(({ arch, syscall }) => `${arch} ${syscall}`);
    expect([asked.length, recorded.length, bubblewrap, different]).toEqual([1958, 1958, 0, []]);
  },
);
