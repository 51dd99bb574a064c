import { type Filter, isUnconfined } from '../../../engine/seccomp/index.ts';

/** Why a profile has no program: the container is started without a filter. Undefined where it is started with one. */
export function noFilterWords({ off, target }: Pick<Filter, 'off' | 'target'>): string | undefined {
  if (isUnconfined(target)) return '--privileged: this engine starts the container without a seccomp filter.';
  return off ? 'Empty profile: seccomp is off.' : undefined;
}
