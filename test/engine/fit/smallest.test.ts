import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit as fitTo } from '../../../src/engine/fit/index.ts';
import { multiplexerOf, nameOf } from '../../../src/engine/linux/index.ts';
import {
  type Condition,
  conditionFor,
  decide,
  parseProfile,
  resolve,
  stateOf,
  type Target,
} from '../../../src/engine/seccomp/index.ts';
import { applyEdits } from '../../../src/engine/text/index.ts';
import type { TracedCall } from '../../../src/engine/trace/index.ts';
import { runs, SEED } from '../../seed.ts';
import { TARGET } from '../seccomp/inline.ts';
import { NAMES, newlyOpen, smallestByForce } from './bruteForce.ts';
import { traced } from './calls.ts';

const CASES = runs(120);

const argument = fc
  .record({ index: fc.nat(1), value: fc.constantFrom(0, 1, 5), op: fc.constantFrom('EQ', 'NE', 'GE', 'MASKED_EQ') })
  .map(({ index, value, op }) => ({ index, value, valueTwo: op === 'MASKED_EQ' ? 1 : 0, op: `SCMP_CMP_${op}` }));
const rule = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
    action: fc.constantFrom('ALLOW', 'ALLOW', 'ERRNO', 'ERRNO', 'KILL', 'LOG'),
    args: fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, fc.array(argument, { maxLength: 2 })),
    gate: fc.constantFrom(
      {},
      {},
      {},
      { includes: { caps: ['CAP_SYS_ADMIN'] } },
      { excludes: { caps: ['CAP_SYS_ADMIN'] } },
    ),
    errno: fc.constantFrom({}, { errnoRet: 13 }),
  })
  .map(({ names, action, args, gate, errno }) => ({
    names,
    action: `SCMP_ACT_${action}`,
    ...(args.length > 0 && { args }),
    ...gate,
    ...(action === 'ERRNO' && errno),
  }));
const profile = fc
  .record({
    defaultAction: fc.constantFrom('ERRNO', 'ERRNO', 'ALLOW', 'KILL', 'LOG'),
    architectures: fc.constantFrom({}, { architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'] }),
    syscalls: fc.array(rule, { maxLength: 4 }),
    space: fc.constantFrom(0, 1, '\t'),
  })
  .map(({ defaultAction, architectures, syscalls, space }) =>
    JSON.stringify({ defaultAction: `SCMP_ACT_${defaultAction}`, ...architectures, syscalls }, undefined, space),
  );
const question = fc.constantFrom(
  'mkdir',
  'mount(0, 0, 0, 0, 0, 0)',
  'socket(1, 1, 0, 0, 0, 0)',
  'socket(5, 0, 0, 0, 0, 0)',
  'socket(5, 1, 0, 0, 0, 0)',
  'connect(5, 0, 0, 0, 0, 0)',
  'clone(0, 0, 0, 0, 0, 0)',
  'clone(5, 1, 0, 0, 0, 0)',
  'personality(1, 0, 0, 0, 0, 0)',
  'ptrace(0, 5, 0, 0, 0, 0)',
  'x86: socketcall(1, 0, 0, 0, 0, 0)',
  'x86: socketcall(3, 0, 0, 0, 0, 0)',
  'x86: mkdir(0, 5, 0, 0, 0, 0)',
  'x86: socket(1, 5, 0, 0, 0, 0)',
);
const questions = fc.uniqueArray(question, { minLength: 1, maxLength: 3 });
const target = fc.constantFrom<Target>(
  TARGET,
  { ...TARGET, runtime: 'crun' },
  { ...TARGET, capabilities: ['CAP_SYS_ADMIN'] },
  { ...TARGET, engine: 'podman', runtime: 'crun', versions: { engine: '5.8.6', runtime: '1.28', libseccomp: '2.6.1' } },
  { ...TARGET, engine: 'docker', versions: { engine: '20.10.5', runtime: '1.0.0-rc93', libseccomp: '2.5.1' } },
  { ...TARGET, engine: 'containerd', versions: { engine: '2.1.9', runtime: '1.3.6', libseccomp: '2.6.1' } },
);

/** Names that may have to do with a call, and by name the values of the argument that tells. */
function wordsOf(calls: readonly TracedCall[]): { words: string[]; values: Map<string, Condition[][]> } {
  const words = new Set<string>();
  const values = new Map<string, Condition[][]>();
  for (const { arch, syscall, args } of calls) {
    const name = nameOf(arch, syscall) ?? '';
    words.add(name);
    if (name === 'socketcall') for (const each of NAMES) if (multiplexerOf(each)?.argument === args[0]) words.add(each);
    const [value] = args;
    if (value === undefined || ['mkdir', 'mount', 'connect'].includes(name)) continue;
    values.set(name, [...(values.get(name) ?? []), [conditionFor(arch, name, 0, value)]]);
  }
  // In the order in which libseccomp takes rules on both.
  return { words: [...words].sort((a, b) => Number(b === 'socketcall') - Number(a === 'socketcall')), values };
}

test(`as small as the best of all sets of changes, in ${CASES} random cases (seed ${SEED})`, () => {
  let changed = 0;
  fc.assert(
    fc.property(profile, questions, target, (text, asked, plain) => {
      const read = parseProfile(text).value;
      const before = read && resolve(read, plain).value;
      fc.pre(read !== undefined && before !== undefined);
      const known = asked.map(traced).filter(({ arch }) => before.off || before.architectures.includes(arch));
      fc.pre(known.length > 0);
      const { words, values } = wordsOf(known);
      const { edits, places, given, after, passes } = fitTo(read, plain, known, { withChoices: false });
      // The container has what the kernel requires: a rule that waits for it takes no edit.
      const where = { ...plain, capabilities: [...plain.capabilities, ...given] };
      const filter = resolve(read, where).value;
      fc.pre(filter !== undefined);
      const best = smallestByForce(text, where, known, words, values);
      if (best === undefined) {
        expect(passes).toBe(false);
        return;
      }
      const fixed = parseProfile(applyEdits(text, edits));
      const then = fixed.value && resolve(fixed.value, where).value;
      expect(JSON.parse(applyEdits(text, edits))).toBeTypeOf('object');
      expect([places, passes, after.some(({ answer }) => answer === 'refused')]).toEqual([best.places, true, false]);
      expect(then && { places, ...newlyOpen(filter, then) }).toEqual(best);
      if (places > 0 && then) changed += 1;
      for (const call of known) {
        const isRefused =
          then && stateOf(decide(then, { ...call, args: call.args.map((each) => each ?? 0n) }).action) === 'closed';
        if (call.args.length > 0) expect(isRefused).toBe(false);
      }
    }),
    { numRuns: CASES },
  );
  expect(changed).toBeGreaterThan(CASES / 4);
});
