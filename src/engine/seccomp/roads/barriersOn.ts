import { isSince } from '../../linux/index.ts';
import { type Target, versionsOf } from '../filter/Target.ts';
import type { Barrier } from './Intent.ts';

/**
 * What may refuse it on the target: the AppArmor or SELinux profile of its own engine, from the release on that has the rule. A target that names no
 * engine has Docker's newest, as links began. With `--privileged` there is none (moby daemon/oci_linux.go WithApparmor, podman
 * pkg/specgen/generate/security_linux.go, containerd internal/cri/server generateApparmorSpecOpts).
 */
export const barriersOn = (barriers: readonly Barrier[], target: Target): readonly Barrier[] =>
  barriers.filter(({ denies }) => denies === undefined || isConfinedBy(denies, target));

function isConfinedBy({ engine, since }: NonNullable<Barrier['denies']>, target: Target): boolean {
  if (target.privileged || target.runtime === 'libseccomp') return false;
  if (target.engine === undefined) return engine === 'docker';
  return target.engine === engine && (since === undefined || isSince(versionsOf(target).engine, since));
}
