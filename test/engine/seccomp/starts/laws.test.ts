import fc from 'fast-check';
import { expect, test } from 'vitest';
import { names } from '../../../../src/engine/linux/index.ts';
import { type Filter, parseProfile, resolve, starts } from '../../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../../src/engine/text/index.ts';
import { runs } from '../../../seed.ts';
import { TARGET } from '../inline.ts';

const NAMES =
  'openat close execve prctl fcntl futex capset setuid read write mkdir clone personality faccessat2 rt_sigaction fchown nosuchcall'.split(
    ' ',
  );
const argument = fc
  .record({
    index: fc.nat(3),
    value: fc.constantFrom(0, 1, 3, 4, 8, 24, 47, 129),
    op: fc.constantFrom('EQ', 'NE', 'GT', 'LE'),
  })
  .map(({ index, value, op }) => ({ index, value, op: `SCMP_CMP_${op}` }));
const rule = fc.record({
  names: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 6 }),
  action: fc.constantFrom(
    'SCMP_ACT_ALLOW',
    'SCMP_ACT_ERRNO',
    'SCMP_ACT_KILL_PROCESS',
    'SCMP_ACT_LOG',
    'SCMP_ACT_TRACE',
  ),
  args: fc.oneof(fc.constant([]), fc.array(argument, { maxLength: 2 })),
});
const profile = fc
  .record({
    defaultAction: fc.constantFrom('SCMP_ACT_ALLOW', 'SCMP_ACT_ERRNO', 'SCMP_ACT_KILL_PROCESS'),
    syscalls: fc.array(rule, { maxLength: 4 }),
  })
  .chain((made) => fc.constantFrom(0, 2).map((indent) => JSON.stringify(made, null, indent)));

const filterOf = (text: string, runtime: 'runc' | 'crun'): Filter | undefined => {
  const read = parseProfile(text).value;
  return read && resolve(read, { ...TARGET, runtime }).value;
};
/** Whether each call's rules say the same before and after, at the same places up to the edit. */
const conditional = (filter: Filter) =>
  filter.profile.rules.map(({ names: words, action, args }) =>
    JSON.stringify([words.map(({ text }) => text), action, args.map(({ index, op }) => [index, op])]),
  );

test('a fix lets the container start, and keeps every other rule', () => {
  let made = 0;
  fc.assert(
    fc.property(profile, fc.constantFrom('runc', 'crun'), (text, runtime) => {
      const before = filterOf(text, runtime);
      const start = before && starts(before, text);
      if (before === undefined || start?.fix === undefined) return;
      made += 1;
      const after = filterOf(applyEdits(text, start.fix), runtime) ?? expect.fail('the fixed text gives no filter');
      expect(starts(after)?.usual).toEqual([]);
      const refused = new Set(start.usual.map(({ name }) => name));
      const kept = before.profile.rules.filter((other) => other.names.every(({ text: name }) => !refused.has(name)));
      const still = conditional(after);
      for (const words of conditional({ ...before, profile: { ...before.profile, rules: kept } }))
        expect(still).toContain(words);
    }),
    { numRuns: runs(80) },
  );
  expect(made).toBeGreaterThan(50);
});

test('calls that a runtime does not make keep nothing from starting', () => {
  const own = (runtime: 'runc' | 'crun') => {
    const filter = filterOf('{"defaultAction":"SCMP_ACT_KILL_PROCESS"}', runtime);
    return new Set((filter && starts(filter)?.usual)?.map(({ name }) => name));
  };
  const others = (runtime: 'runc' | 'crun') => [...names(TARGET.arch)].filter((name) => !own(runtime).has(name));
  for (const runtime of ['runc', 'crun'] as const) {
    const text = JSON.stringify({
      defaultAction: 'SCMP_ACT_ALLOW',
      syscalls: [{ names: others(runtime), action: 'SCMP_ACT_KILL_PROCESS' }],
    });
    const filter = filterOf(text, runtime) ?? expect.fail(runtime);
    expect(starts(filter)?.usual).toEqual([]);
  }
});
