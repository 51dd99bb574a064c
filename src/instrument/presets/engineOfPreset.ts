import { ENGINE_NAMES, type Engine } from '../../engine/seccomp/index.ts';

const ENGINES = Object.keys(ENGINE_NAMES) as Engine[];

/** Whose default a preset is, by its name; undefined for one that is nobody's. */
export const engineOfPreset = (preset: string): Engine | undefined =>
  ENGINES.find((engine) => preset.startsWith(`${engine}-`));
