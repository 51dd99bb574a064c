import list from '../../../content/data/traces/traces.json' with { type: 'json' };
import type { RecordedProgram } from '../../engine/fit/index.ts';

/** A trace that the site has: what a program called while it was recorded, reduced to one line for each kind of call. */
export interface BundledTrace extends RecordedProgram {
  id: string;
  /** Its text, as `parseTrace` reads it on x86_64. */
  load: () => Promise<string>;
}

const FILES = import.meta.glob<string>('../../../content/data/traces/*.strace', { query: '?raw', import: 'default' });

/** Every trace that the site has. A text arrives when it is asked for, so that one more trace costs a page nothing. */
export const TRACES: readonly BundledTrace[] = list.traces.map(({ name, ...facts }) => ({
  id: name,
  ...facts,
  load: () => FILES[`../../../content/data/traces/${name}.strace`]?.() ?? Promise.reject(new Error(`no trace ${name}`)),
}));
