import fc from 'fast-check';
import { ARCHITECTURES, type Arch, numberOf } from '../../../../src/engine/linux/index.ts';
import type { Call, Filter, Runtime } from '../../../../src/engine/seccomp/index.ts';
import { filterOf } from '../inline.ts';

// Profiles that overlap, conflict and multiplex, in the words of inline.ts, and calls at the edges of what they compare.

const NAMES = 'read write socket socketcall clone personality ipc shmat bind recv mmap2 setup clone3 open openat2';
const VALUES = [
  0n,
  1n,
  2n,
  5n,
  8n,
  40n,
  0xffn,
  0x7e020000n,
  0xffffffffn,
  1n << 32n,
  (1n << 32n) + 5n,
  1n << 63n,
  (1n << 64n) - 1n,
];
const MASKS = [0n, 1n, 0xffn, 0x7e020000n, 0xffffffffn, 0xffffffff00000000n, (1n << 64n) - 1n];

const value = fc.constantFrom(...VALUES);
const condition = fc
  .oneof(
    fc.record({
      index: fc.constantFrom(0, 0, 0, 1, 5),
      operator: fc.constantFrom('==', '!=', '<', '<=', '>', '>='),
      value,
    }),
    fc.record({ index: fc.constantFrom(0, 0, 1), operator: fc.constant('=='), mask: fc.constantFrom(...MASKS), value }),
  )
  .map((made) => `arg${made.index}${'mask' in made ? `&${made.mask}` : ''}${made.operator}${made.value}`);

const action = fc.constantFrom(
  'allow',
  'allow',
  'errno',
  'errno=38',
  'kill',
  'proc',
  'log',
  'trap',
  'trace=7',
  'notify',
);

const rule = fc
  .record({
    action,
    names: fc.subarray(NAMES.split(' '), { minLength: 1, maxLength: 3 }),
    conditions: fc.array(condition, { maxLength: 3 }),
  })
  .map(({ action: does, names, conditions }) => [does, ...names, ...conditions].join(' '));

const target = fc.constantFrom(...ARCHITECTURES).chain((native) => {
  const others = ARCHITECTURES.filter(({ endian }) => endian === native.endian).map(({ arch }) => arch);
  return fc.record({
    arch: fc.constant(native.arch),
    others: fc.subarray(others),
    runtime: fc.constantFrom<Runtime>('runc', 'libseccomp'),
  });
});

export interface Made {
  words: string;
  filter: Filter;
  arch: Arch;
  runtime: Runtime;
}

/** Profiles for which runc starts the container. */
export const startingProfile: fc.Arbitrary<Made> = fc
  .record({ target, fallback: action, rules: fc.array(rule, { maxLength: 6 }) })
  .map(({ target: { arch, others, runtime }, fallback, rules }) => {
    const architectures = others.map((name) => name.slice('SCMP_ARCH_'.length).toLowerCase()).join('+');
    const words = `${fallback}${architectures && `[${architectures}]`}: ${rules.join(' | ')}`;
    return { words, arch, runtime, filter: filterOf(words, { arch, runtime }) };
  })
  .filter((made): made is Made => typeof made.filter !== 'string');

const argument = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(value, fc.constantFrom(0n, 0n, 0n, 1n, -1n, 1n << 32n, 1n << 35n))
      .map(([base, step]) => BigInt.asUintN(64, base + step)),
  },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }) },
);

const number = (arch: Arch) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...NAMES.split(' ').map((name) => numberOf(arch, name) ?? 0)) },
    { weight: 1, arbitrary: fc.constantFrom(-1, 0xffffffff, 0, 1, 0x3fffffff, 0x40000000, 0x80000000, 0xc0000000) },
    { weight: 1, arbitrary: fc.nat(600) },
    { weight: 1, arbitrary: fc.nat(0xffffffff) },
  );

const callOn = (arch: Arch): fc.Arbitrary<Call> =>
  fc.record({ arch: fc.constant(arch), syscall: number(arch), args: fc.array(argument, { maxLength: 6 }) });

/** Such a profile's filter, and calls, some of them on ABIs that it doesn't have. */
export const filterWithCalls: fc.Arbitrary<{ filter: Filter; calls: Call[] }> = startingProfile.chain(({ filter }) => {
  const known = fc.constantFrom(...filter.architectures);
  const any = fc.constantFrom(...ARCHITECTURES.map(({ arch }) => arch));
  const arch = fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: any });
  return fc.record({
    filter: fc.constant(filter),
    calls: fc.array(arch.chain(callOn), { minLength: 30, maxLength: 60 }),
  });
});
