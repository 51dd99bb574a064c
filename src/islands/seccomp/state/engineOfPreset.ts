import { ENGINE_NAMES, type Engine, engineOf, type Target } from '../../../engine/seccomp/index.ts';
import type { Subject } from './Question.ts';

const ENGINES = Object.keys(ENGINE_NAMES) as Engine[];

/** Whose default a preset is, by its name; undefined for one that is nobody's. */
export const engineOfPreset = (preset: string): Engine | undefined =>
  ENGINES.find((engine) => preset.startsWith(`${engine}-`));

/** The target that the engine is asked about: it knows whether the profile is what its own engine takes where none is named. */
export function targetOf({ source, target: { builtin: _, ...target } }: Pick<Subject, 'source' | 'target'>): Target {
  const isBuiltin = 'preset' in source && engineOfPreset(source.preset) === engineOf(target);
  return isBuiltin ? { ...target, builtin: true } : target;
}
