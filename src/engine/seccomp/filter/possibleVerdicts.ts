import type { Arch } from '../../linux/index.ts';
import { conditionHolds } from './conditionHolds.ts';
import { decide } from './decide.ts';
import { dependsOnArguments } from './dependsOnArguments.ts';
import type { Filter } from './Filter.ts';
import { outcomes } from './outcomes.ts';
import type { Verdict } from './Verdict.ts';

/** A call of which some arguments are not known. */
export interface PartCall {
  arch: Arch;
  syscall: number;
  args: readonly (bigint | undefined)[];
}

/** The verdicts that a call may get whatever its unknown arguments are: one where the filter looks at none of these. */
export function possibleVerdicts(filter: Filter, call: PartCall): readonly Verdict[] {
  const isKnown = dependsOnArguments(filter, call).every((index) => call.args[index] !== undefined);
  if (isKnown) return [decide(filter, { ...call, args: call.args.map((value) => value ?? 0n) })];
  const open = outcomes(filter, call).filter(
    ({ reason }) =>
      reason.kind !== 'rule' || reason.conditions.every((condition) => conditionHolds(condition, call.args) !== false),
  );
  return open;
}
