import list from '../../../content/data/traces/traces.json' with { type: 'json' };
import type { Refusal } from '../../engine/fit/index.ts';

/** What a program called while it was recorded, reduced to one line for each kind of call: a trace that the site has. */
export interface BundledTrace {
  id: string;
  /** Its name in a list. */
  title: string;
  /** What was recorded, "nginx 1.26.3", and Debian's package with it. */
  version: string;
  package: string;
  suite: string;
  /** What the program did meanwhile, in a sentence. */
  did: string;
  /** Sets of refusals with which it was seen to do the same. */
  without: readonly (readonly Refusal[])[];
  /** The day, the kernel and strace's release. */
  recorded: string;
  kernel: string;
  strace: string;
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
