import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionSets, holdAll } from '../../../../src/engine/seccomp/filter/answers.ts';
import { decide, parseCall, parseProfile, resolve } from '../../../../src/engine/seccomp/index.ts';
import { runs } from '../../../seed.ts';
import { inlineAnswer, profileText, TARGET } from '../inline.ts';

// What libseccomp's program answers otherwise than the rules say. That it answers so is recorded: test/oracle/seccomp/record_random.py.

/** Where the upper halves differ, its tree answers; where they don't, it has lost the second rule (db.c _db_tree_add goes no further once one side answers). */
const LOST = 'errno: allow clone arg1>0xffffffff | allow clone arg1>0 arg2!=39';
/** A jump to the comparison of argument 1's lower half comes with argument 0's loaded. */
const HALVES = 'log: trap bind arg0!=0x100000001 arg1<0x80000000 | trap bind arg0<=1';

test.each([
  [LOST, 'x86_64: clone(0, 1)', 'ERRNO 1, misread of lines 2 3'],
  [LOST, 'x86_64: clone(0, 1, 39)', 'ERRNO 1, conditions of lines 2 3'],
  [LOST, 'x86_64: clone(0, 0x100000000, 39)', 'ALLOW by line 2, rule arg1 > 0xffffffff'],
  [LOST.replace('39', '39 | allow clone arg0==1'), 'x86_64: clone(1)', 'ALLOW by line 4, rule arg0 == 1'],
  [HALVES, 'x86: bind(2, 0)', 'TRAP by line 2, rule arg0 != 0x100000001 arg1 < 0x80000000'],
  [HALVES, 'x86: bind(0, 0x80000000)', 'LOG, misread of lines 2 3'],
])('%s, %s: %s', (words, call, expected) => {
  const [arch] = call.split(':');
  expect(inlineAnswer(words, call, { arch: arch === 'x86' ? 'SCMP_ARCH_X86' : 'SCMP_ARCH_X86_64' })).toBe(expected);
});

test('the warning names a call', () => {
  const profile = parseProfile(profileText(LOST)).value;
  expect(profile && resolve(profile, TARGET).diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    [
      'libseccomp 2.6.0 combines the overlapping conditions for clone wrongly.',
      'For example, the filter that libseccomp builds for x86_64 doesn’t treat clone(.., 0xffffffff) as the profile specifies. The verdicts shown are those of that filter.',
    ],
  ]);
});

describe('of random rules for one call', () => {
  const SMALL = [0n, 1n, 2n, 39n, 40n, 0x20008n, 0x10000000n, 0xffffffffn];
  const VALUES = { SCMP_ARCH_X86: SMALL, SCMP_ARCH_X86_64: [...SMALL, 1n << 32n, (1n << 32n) + 1n, 5n << 32n] };
  const drawn = fc.constantFrom('SCMP_ARCH_X86' as const, 'SCMP_ARCH_X86_64' as const).chain((arch) => {
    const value = fc.constantFrom(...VALUES[arch]);
    const masked = fc.tuple(fc.nat(2), value, value).map(([index, mask, is]) => `arg${index}&${mask}==${is}`);
    const operator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
    const compared = fc.tuple(fc.nat(2), operator, value).map(([index, op, is]) => `arg${index}${op}${is}`);
    const conditions = fc.array(fc.oneof(compared, compared, masked), { minLength: 1, maxLength: 3 });
    const rule = fc.tuple(fc.constantFrom('allow', 'allow', 'trap'), conditions);
    const rules = fc.array(rule, { minLength: 1, maxLength: 6 });
    const args = fc.array(fc.tuple(value, value, value), { minLength: 40, maxLength: 40 });
    return fc.record({ arch: fc.constant(arch), rules, args });
  });

  test('an answer is one that a rule for it gives, but where libseccomp is told to misread; and its example is one', () => {
    const tally = { told: 0, untold: 0 };
    fc.assert(
      fc.property(drawn, ({ arch, rules, args }) => {
        const words = rules.map(([action, conditions]) => `${action} clone ${conditions.join(' ')}`);
        const profile = parseProfile(profileText(`errno: ${words.join(' | ')}`)).value;
        const { value: filter, diagnostics = [] } = (profile && resolve(profile, { ...TARGET, arch })) ?? {};
        if (profile === undefined || filter === undefined) return;
        const right = (called: readonly bigint[]): boolean => {
          const holding = profile.rules.filter(({ args = [] }) =>
            conditionSets(args).some((conditions) => holdAll(conditions, called)),
          );
          const meant =
            holding.length === 0 ? ['ERRNO'] : holding.map(({ action = '' }) => action.replace('SCMP_ACT_', ''));
          const { action, reason } = decide(filter, {
            arch,
            syscall: arch === 'SCMP_ARCH_X86' ? 120 : 56,
            args: called,
          });
          expect([words, called, reason.kind === 'misread']).toEqual([words, called, !meant.includes(action)]);
          return reason.kind !== 'misread';
        };
        const isRight = args.map(right).every(Boolean);
        const [, example] = /treat (.*) as the profile/.exec(diagnostics.map(({ hint }) => hint).join()) ?? [];
        if (example === undefined) expect([words, isRight]).toEqual([words, true]);
        else
          expect([words, example, right(parseCall(example, arch).value?.args ?? [])]).toEqual([words, example, false]);
        tally[example === undefined ? 'untold' : 'told']++;
      }),
      { numRuns: runs(300) },
    );
    expect([tally.told > 3, tally.untold > 40]).toEqual([true, true]);
  });
});
