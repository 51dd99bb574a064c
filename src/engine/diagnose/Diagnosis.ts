import type { Layer, NextStep } from '../idmap/index.ts';
import type { Span } from '../text/index.ts';

/** One cause of what was pasted: who said no, how sure that is, and what helps. */
export interface Diagnosis {
  /** Stable: the entry's anchor in the reference, where it is one of the catalogue. */
  code: string;
  layer: Layer;
  /** Whether the text leaves no other cause. Where it leaves several, each is a diagnosis of its own. */
  certain: boolean;
  /** What was recognised, in the pasted text. */
  span: Span;
  /** The matter in a few words, as a heading. */
  title: string;
  /** Which program or layer said no. */
  who: string;
  says: string;
  /** What the message itself tells: ids, paths, users, calls. */
  facts: Readonly<Record<string, string | number>>;
  /** What would make sure, and what it shows where this is the cause. */
  test?: NextStep;
  fixes: readonly NextStep[];
  /** Since or until which release this happens. */
  versions?: string;
  /** The state of the instrument that shows it: the path of its page and its fragment. */
  state?: { instrument: 'uid-map' | 'seccomp' | 'stack' | 'trace'; fragment: string };
  /** Where the guide teaches it. */
  learn?: { path: string; title: string };
}
