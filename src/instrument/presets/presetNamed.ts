import { stackOf } from '../../engine/stack/index.ts';
import type { Preset } from './Preset.ts';
import { presetOf } from './presets.ts';

/** The preset with this name, or a stack's default by the name of the stack, `docker-29.9`; undefined for no such one. */
export const presetNamed = (name: string): Preset | undefined => presetOf(stackOf(name)?.profile ?? name);
