import { type Arch, type Call, numberOf, registerBits } from '../../linux/index.ts';
import { type Condition, conditionSets, holdAll } from '../filter/Condition.ts';
import { decide } from '../filter/decide.ts';
import type { Rule } from '../profile/Profile.ts';
import { stateOf } from '../roads/reach.ts';
import { abisWith, passes, type Situation } from './Situation.ts';

/**
 * A call that the rule, which denies it, speaks of and that passes all the same, without arguments where the rule has no conditions; undefined where
 * none is found. Of conditions only the nearest arguments that meet them are tried, so that what is found is sure and not all may be.
 */
export function passesDespite(situation: Situation, rule: Rule, name: string): Call | undefined {
  const calls = abisWith(situation, name).flatMap((arch) => {
    const syscall = numberOf(arch, name);
    return syscall === undefined ? [] : [{ arch, syscall, args: [] }];
  });
  if (rule.args.length === 0) {
    if (!passes(situation, name)) return undefined;
    return calls.find(({ arch }) => situation.answers(arch, name)?.some(({ action }) => stateOf(action) === 'open'));
  }
  return calls
    .flatMap((call) =>
      conditionSets(rule.args).flatMap((set) => meeting(set, call.arch).map((args) => ({ ...call, args }))),
    )
    .find((call) => stateOf(decide(situation.filter, call).action) === 'open');
}

/** Arguments that meet the conditions, or none. */
function meeting(conditions: readonly Condition[], arch: Arch): readonly bigint[][] {
  const args: bigint[] = [];
  for (const { index, op, value } of conditions) {
    while (args.length <= index) args.push(0n);
    args[index] = BigInt.asUintN(registerBits(arch), value + (STEPS[op] ?? 0n));
  }
  return holdAll(conditions, args) ? [args] : [];
}

/** How far beyond the value the next argument lies that meets the comparison, where the value itself doesn't. */
const STEPS: Partial<Record<Condition['op'], bigint>> = { SCMP_CMP_NE: 1n, SCMP_CMP_GT: 1n, SCMP_CMP_LT: -1n };
