import type { RuleRef } from '../../profile/formatProfile.ts';
import type { Condition } from '../answers.ts';

/** A rule as libseccomp is given it for one architecture: the profile's rule for one name, with the conditions that hold there. */
export interface AddedRule {
  /** SECCOMP_RET_* with its data. */
  action: number;
  rule: RuleRef;
  conditions: readonly Condition[];
}
