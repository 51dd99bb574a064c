import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arch, nameOf, numberOf } from '../../../../src/engine/linux/index.ts';
import {
  type Call,
  decide,
  type Filter,
  intentOfCall,
  intents,
  type Road,
  roads,
} from '../../../../src/engine/seccomp/index.ts';
import { runs } from '../../../seed.ts';
import { filterOf } from '../inline.ts';
import { effects } from './effects.ts';

const NAMES =
  'socket socketcall unshare clone clone3 fork setns personality mmap mprotect chmod openat openat2 bpf process_vm_readv'.split(
    ' ',
  );
const VALUES = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '8',
  '10',
  '16',
  '17',
  '38',
  '39',
  '40',
  '0x40000',
  '0x10000000',
  '0x10000011',
  '0x20000',
  '0x4800',
].concat([
  '0x7e020000',
  '0x7e070f80',
  '0x100000000',
  '0x100000028',
  '0xffffffff',
  '0xffffffff00000000',
  '0x40001',
  '0x800',
  '0x40',
  '0x80',
]);
const OPERATORS = ['==', '!=', '<', '<=', '>', '>='];
const ABIS = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'] as const;

const value = fc.constantFrom(...VALUES);
const condition = fc.oneof(
  fc.tuple(fc.nat(3), fc.constantFrom(...OPERATORS), value).map(([index, op, wanted]) => `arg${index}${op}${wanted}`),
  fc.tuple(fc.nat(3), value, value).map(([index, mask, wanted]) => `arg${index}&${mask}==${wanted}`),
);
const rule = fc
  .tuple(
    fc.constantFrom('allow', 'errno', 'errno=38', 'log', 'trace', 'kill'),
    fc.subarray(NAMES, { minLength: 1, maxLength: 3 }),
    fc.array(condition, { maxLength: 2 }),
  )
  .map(([action, names, conditions]) => `${action} ${names.join(' ')} ${conditions.join(' ')}`);
const profile = fc
  .tuple(
    fc.constantFrom('errno', 'errno', 'allow', 'kill'),
    fc.constantFrom('', '[x86]', '[x86+x32]', '[x32]'),
    fc.array(rule, { minLength: 1, maxLength: 5 }),
  )
  .map(([first, abis, rules]) => `${first}${abis}: ${rules.join(' | ')}`);
const asked = fc.record({
  arch: fc.constantFrom(...ABIS),
  name: fc.constantFrom(...NAMES),
  args: fc.array(
    fc.oneof(
      value,
      fc.tuple(value, value).map(([a, b]) => String((BigInt(a) | (BigInt(b) << 32n)) & ((1n << 64n) - 1n))),
    ),
    { minLength: 4, maxLength: 4 },
  ),
});

function callOf({ arch, name, args }: { arch: Arch; name: string; args: string[] }): Call | undefined {
  const syscall = numberOf(arch, name);
  if (syscall === undefined) return undefined;
  return { arch, syscall, args: args.map((text) => BigInt.asUintN(arch === 'SCMP_ARCH_X86' ? 32 : 64, BigInt(text))) };
}

const passes = (filter: Filter, call: Call) => /^(ALLOW|LOG)$/.test(decide(filter, call).action);
const byOneCall = (road: Road, { arch, syscall }: Call) =>
  road.state === 'open' &&
  road.steps.length === 1 &&
  road.steps[0]?.call.syscall === syscall &&
  road.steps[0].call.arch === arch;

const byId = new Map(intents().map((intent) => [intent.id, intent]));
/** Intents that the model knows. */
const MODELLED = new Set(
  'vsock-socket alg-socket netlink-socket packet-socket raw-socket user-namespace new-namespace new-task no-aslr executable-memory bpf-program'.split(
    ' ',
  ),
);

describe('on random profiles', () => {
  test('no call that does what an intent says, and passes, is missing among its open roads', () => {
    let met = 0;
    fc.assert(
      fc.property(profile, fc.array(asked, { minLength: 40, maxLength: 40 }), (words, calls) => {
        const filter = filterOf(words);
        if (typeof filter === 'string') return;
        const found = new Map<string, readonly Road[]>();
        for (const call of calls.flatMap((one) => callOf(one) ?? [])) {
          if (!passes(filter, call)) continue;
          for (const id of effects(call)) {
            const intent = byId.get(id);
            if (intent === undefined) throw new Error(`no intent ${id}`);
            const known = found.get(id) ?? roads(filter, intent);
            found.set(id, known);
            met += 1;
            if (!known.some((road) => byOneCall(road, call))) {
              throw new Error(`${words}: ${call.arch} ${nameOf(call.arch, call.syscall)}(${call.args}) does ${id}`);
            }
          }
        }
      }),
      { numRuns: runs(200) },
    );
    expect(met).toBeGreaterThan(800);
  });

  test('every step of an open road passes, and its call does what the intent says', () => {
    let met = 0;
    fc.assert(
      fc.property(profile, (words) => {
        const filter = filterOf(words);
        if (typeof filter === 'string') return;
        for (const intent of intents()) {
          for (const road of roads(filter, intent).filter(({ state }) => state === 'open')) {
            for (const { call, text } of road.steps) {
              if (!passes(filter, call)) throw new Error(`${words}: ${text} does not pass`);
            }
            const [step] = road.steps;
            if (road.steps.length > 1 || step === undefined || !MODELLED.has(intent.id)) continue;
            const name = nameOf(step.call.arch, step.call.syscall) ?? '';
            if (!NAMES.includes(name)) continue;
            met += 1;
            if (!effects(step.call).includes(intent.id))
              throw new Error(`${words}: ${step.text} does not ${intent.id}`);
          }
        }
      }),
      { numRuns: runs(50) },
    );
    expect(met).toBeGreaterThan(300);
  });

  test('a call is told of every open road to what it serves, that by the same call with other arguments included', () => {
    let met = 0;
    fc.assert(
      fc.property(profile, fc.array(asked, { minLength: 10, maxLength: 10 }), (words, calls) => {
        const filter = filterOf(words);
        if (typeof filter === 'string') return;
        for (const call of calls.flatMap((one) => callOf(one) ?? [])) {
          const serves = intentOfCall(call).serves ?? [];
          const told = roads(filter, call).filter(({ state }) => state === 'open');
          for (const intent of intents().filter((each) => serves.includes(each.words))) {
            for (const { state, arch, steps } of roads(filter, intent)) {
              const taken = steps.map((step) => step.call.syscall).join();
              if (state !== 'open') continue;
              met += 1;
              if (
                !told.some((road) => road.arch === arch && road.steps.map((step) => step.call.syscall).join() === taken)
              )
                throw new Error(
                  `${words}: ${call.arch} ${nameOf(call.arch, call.syscall)}(${call.args}), ${steps[0]?.text}`,
                );
            }
          }
        }
      }),
      { numRuns: runs(50) },
    );
    expect(met).toBeGreaterThan(150);
  });

  test('a call that is asked for has an open road on each ABI where it passes with bits that the kernel doesn’t read', () => {
    const narrow = fc.constantFrom<[string, number]>(['socket', 2], ['personality', 1], ['setns', 2], ['bpf', 1]);
    fc.assert(
      fc.property(
        profile,
        narrow,
        fc.array(value, { minLength: 2, maxLength: 2 }),
        fc.bigInt(0n, 0xffffffffn),
        (words, [name, count], args, upper) => {
          const filter = filterOf(words);
          if (typeof filter === 'string') return;
          const call = callOf({
            arch: 'SCMP_ARCH_X86_64',
            name,
            args: args.slice(0, count).map((text) => String(BigInt(text) & 0xffffffffn)),
          });
          const wide = call && { ...call, args: call.args.map((argument) => argument | (upper << 32n)) };
          if (call === undefined || wide === undefined || !passes(filter, wide)) return;
          if (!roads(filter, call).some((road) => byOneCall(road, call)))
            throw new Error(`${words}: ${name}(${wide.args})`);
        },
      ),
      { numRuns: runs(200) },
    );
  });
});
