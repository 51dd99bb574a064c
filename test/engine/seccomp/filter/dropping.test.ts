import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../../../src/engine/linux/index.ts';
import {
  decide,
  type Filter,
  parseProfile,
  resolve,
  survey,
  type Target,
} from '../../../../src/engine/seccomp/index.ts';
import { PRESETS } from '../../../../src/instrument/presets/presets.ts';
import { runs } from '../../../seed.ts';
import { TARGET } from '../inline.ts';

// What dropping a capability does. A rule that `includes` it goes, one that `excludes` it comes: so a profile can give rights for a capability that
// is not held, and those that are shipped never do.

const ABIS = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32'] as const;
/** Around what profiles compare, with the two arguments that Podman and Docker 17.03 compare at once. */
const VALUES = [
  0n,
  1n,
  2n,
  8n,
  9n,
  16n,
  17n,
  39n,
  40n,
  41n,
  0x20008n,
  0x02000000n,
  0x10000000n,
  0xffffffffn,
  1n << 32n,
];
const ARGUMENTS = VALUES.flatMap((first) =>
  VALUES.flatMap((other) => [
    [first, other],
    [first, 0n, other],
  ]),
);

const passes = (filter: Filter, call: Parameters<typeof decide>[1]) =>
  ['ALLOW', 'LOG'].includes(decide(filter, call).action);

/** Calls that pass in the second filter and not in the first, "socket(16,0,9)". */
function gained(before: Filter, after: Filter): string[] {
  return ABIS.filter((arch) => after.architectures.includes(arch)).flatMap((arch) => {
    const first = new Map(survey(before, arch).map(({ syscall, summary }) => [syscall, summary]));
    return survey(after, arch).flatMap(({ syscall, name, summary }) => {
      const then = first.get(syscall);
      if (then === 'allow' || summary === 'deny') return [];
      if (then === 'deny') return [name];
      const found = ARGUMENTS.find((args) => {
        const call = { arch, syscall, args };
        return passes(after, call) && !passes(before, call);
      });
      return found === undefined ? [] : [`${name}(${found})`];
    });
  });
}

describe('of what is shipped, no profile lets a call pass more', () => {
  const podman = PRESETS.filter(({ id }) => id.startsWith('podman')).map(({ id }) => id);

  test.each(PRESETS)('$id', async ({ id, load }) => {
    const text = await load();
    const profile = parseProfile(text).value;
    const runtime = podman.includes(id) ? 'crun' : 'runc';
    const filterWith = (capabilities: readonly string[]) => {
      const filter = profile && resolve(profile, { ...TARGET, runtime, capabilities }).value;
      if (filter === undefined) throw new Error('refused');
      return filter;
    };
    fc.assert(
      fc.property(fc.subarray([...CAPABILITIES], { minLength: 1 }), fc.nat(), (held, drop) => {
        const fewer = held.filter((_, at) => at !== drop % held.length);
        expect(gained(filterWith(held), filterWith(fewer))).toEqual([]);
      }),
      { numRuns: runs(4) },
    );
    // Each capability that it names, dropped from all.
    const whole = filterWith(CAPABILITIES);
    for (const capability of CAPABILITIES.filter((name) => text.includes(name))) {
      expect(gained(whole, filterWith(CAPABILITIES.filter((other) => other !== capability)))).toEqual([]);
    }
  });
});

const SOME = CAPABILITIES.slice(0, 4);
const some = fc.subarray(SOME);
const engine = fc.constantFrom<Pick<Target, 'engine' | 'runtime'>>(
  { engine: 'docker', runtime: 'runc' },
  { engine: 'podman', runtime: 'runc' },
  { engine: 'podman', runtime: 'crun' },
);

describe('of random profiles', () => {
  const NAMES = ['read', 'write', 'open', 'close', 'mkdir'];

  test('a call passes where its rule asks for nothing that is not held, and excludes nothing that is', () => {
    const gates = fc.array(fc.record({ includes: some, excludes: some }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(gates, some, engine, (drawn, capabilities, by) => {
        const syscalls = drawn.map(({ includes, excludes }, at) => ({
          names: [NAMES[at]],
          action: 'SCMP_ACT_ALLOW',
          includes: { caps: includes },
          excludes: { caps: excludes },
        }));
        const text = JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', syscalls });
        const profile = parseProfile(text).value;
        const filter = profile && resolve(profile, { ...TARGET, ...by, capabilities }).value;
        const passing = filter && survey(filter, TARGET.arch).filter(({ summary }) => summary === 'allow');
        const expected = NAMES.filter((_, at) => {
          const { includes = [], excludes = [] } = drawn[at] ?? {};
          return (
            includes.every((name) => capabilities.includes(name)) &&
            !excludes.some((name) => capabilities.includes(name))
          );
        });
        expect(passing?.map(({ name }) => name)).toEqual([...expected].sort());
      }),
      { numRuns: runs(300) },
    );
  });

  test('without "excludes", rules that allow let no call pass more, whatever they compare', () => {
    const condition = fc
      .record({
        index: fc.nat(2),
        value: fc.constantFrom(...VALUES),
        valueTwo: fc.constantFrom(...VALUES),
        op: fc.constantFrom('EQ', 'NE', 'LT', 'LE', 'GT', 'GE', 'MASKED_EQ'),
      })
      .map(
        ({ index, value, valueTwo, op }) =>
          `{"index":${index},"value":${value},"valueTwo":${valueTwo},"op":"SCMP_CMP_${op}"}`,
      );
    const rule = fc
      .record({
        name: fc.constantFrom('clone', 'socket', 'read'),
        args: fc.array(condition, { maxLength: 2 }),
        caps: some,
      })
      .map(
        ({ name, args, caps }) =>
          `{"names":["${name}"],"action":"SCMP_ACT_ALLOW","args":[${args}],"includes":{"caps":${JSON.stringify(caps)}}}`,
      );
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 6 }),
        fc.subarray(SOME, { minLength: 1 }),
        engine,
        (rules, held, by) => {
          const profile = parseProfile(`{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[${rules}]}`).value;
          const [before, after] = [held, held.slice(1)].map(
            (capabilities) => profile && resolve(profile, { ...TARGET, ...by, capabilities }),
          );
          // Where libseccomp writes a program that does something else than the rules say, it is told.
          const misread = [before, after].some((each) => (each?.diagnostics.length ?? 0) > 0);
          if (before?.value === undefined || after?.value === undefined || misread) return;
          expect([rules, gained(before.value, after.value)]).toEqual([rules, []]);
        },
      ),
      { numRuns: runs(300) },
    );
  });

  test.each([
    ['{"names":["read"],"action":"SCMP_ACT_ALLOW","excludes":{"caps":["CAP_KILL"]}}', 'ERRNO', ['read']],
    ['{"names":["read"],"action":"SCMP_ACT_ERRNO","includes":{"caps":["CAP_KILL"]}}', 'ALLOW', ['read']],
    ['{"names":["read"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_KILL"]}}', 'ERRNO', []],
    ['{"names":["read"],"action":"SCMP_ACT_ERRNO","excludes":{"caps":["CAP_KILL"]}}', 'ALLOW', []],
  ])('%s under %s: without CAP_KILL pass also %j', (rule, fallback, more) => {
    const profile = parseProfile(`{"defaultAction":"SCMP_ACT_${fallback}","syscalls":[${rule}]}`).value;
    const [before, after] = [['CAP_KILL'], []].map(
      (capabilities) => profile && resolve(profile, { ...TARGET, capabilities }).value,
    );
    expect(before && after && gained(before, after)).toEqual(more);
  });
});
