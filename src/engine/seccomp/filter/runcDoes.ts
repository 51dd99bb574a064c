import { type Difference, does } from '../../linux/index.ts';
import { type Target, versionsOf } from './Target.ts';

/** The target's release of runc; libseccomp alone gets what the runc that links began with hands over. */
export function runcRelease(target: Target): string {
  return versionsOf(target.runtime === 'runc' ? target : { ...target, runtime: 'runc', versions: {} }).runtime;
}

/** Whether the target's runc does it. */
export function runcDoes(difference: Difference & `runc-${string}`, target: Target): boolean {
  return does(difference, runcRelease(target));
}

/** Whether crun does it, for a target whose runtime is crun. */
export function crunDoes(difference: Difference & `crun-${string}`, target: Target): boolean {
  return does(difference, versionsOf(target).runtime);
}
