import type { Arch } from '../../linux/index.ts';
import type { Profile } from '../profile/Profile.ts';
import type { Target } from './Target.ts';
import type { Answer } from './Verdict.ts';

/** What remains of a profile for one target: what libseccomp holds just before it generates BPF, with runc's stub around it. */
export interface Filter {
  target: Target;
  profile: Profile;
  /** The ABIs that the filter knows, native first. */
  architectures: readonly Arch[];
  defaultAnswer: Answer;
}
