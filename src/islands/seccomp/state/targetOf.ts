import { engineOf, type Target, versionsOf } from '../../../engine/seccomp/index.ts';
import { builtInRelease } from '../../../instrument/presets/dockerReleases.ts';
import { engineOfPreset, presetOf } from '../../../instrument/presets/presets.ts';
import type { Subject } from './Message.ts';

/**
 * The target that the engine is asked about: it knows whether the profile is what its own engine takes where none is named. Another release’s default is
 * not: Docker gets it as a file, and since 27.0.1 applies it under --privileged as well.
 */
export function targetOf({ source, target: { builtin: _, ...target } }: Pick<Subject, 'source' | 'target'>): Target {
  if (!('preset' in source)) return target;
  const engine = engineOf(target);
  const isOwn = engineOfPreset(source.preset) === engine;
  const isBuiltin =
    isOwn &&
    (engine !== 'docker' ||
      `docker-${builtInRelease(versionsOf(target).engine)?.name}` === presetOf(source.preset)?.id);
  return isBuiltin ? { ...target, builtin: true } : target;
}
