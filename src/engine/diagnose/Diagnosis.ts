import type { Explained, Layer, NextStep, SubidReader } from '../idmap/index.ts';
import type { Span } from '../text/index.ts';

/** What an instrument is asked to show it: who makes the link reads it. */
export type DiagnosedState =
  /** A pasted text, lines of a map or of /etc/subuid, and the ID that is asked about, if any. */
  | {
      instrument: 'uid-map';
      paste?: string;
      map?: string;
      subuid?: string;
      user?: string;
      reader?: SubidReader;
      ask?: Explained['ask'];
    }
  /** A call under Docker's default, or under a profile of the reader's own. */
  | { instrument: 'seccomp'; call?: string; profile?: string }
  | { instrument: 'stack'; call?: string; image?: string }
  /** A trace under Docker’s default, or under a profile of the reader's own. */
  | { instrument: 'trace'; trace: string; profile?: string };

/** One cause of what was pasted: who said no, how sure that is, and what helps. */
export interface Diagnosis {
  /** Stable: the entry's anchor in the reference, where it is one of the catalogue. */
  code: string;
  layer: Layer;
  /** Whether the text leaves no other cause. Where it leaves several, each is a diagnosis of its own. */
  certain: boolean;
  /** What was recognised, in the pasted text. */
  span: Span;
  /** Where the text says the same once more. */
  also?: readonly Span[];
  /** The matter in a few words, as a heading: in backticks what a program prints. */
  title: string;
  /** Which program or layer said no; left out where nothing was refused. */
  who?: string;
  says: string;
  /** What the message itself tells. */
  facts: Explained['facts'] & { call?: string; errno?: string };
  /** What would confirm it. */
  test?: NextStep;
  /** What else is worth a look. */
  looks: readonly NextStep[];
  /** The smallest first. */
  fixes: readonly NextStep[];
  /** Since or until which release this happens. */
  versions?: string;
  /** The state of the instrument that shows it. */
  state?: DiagnosedState;
  /** Where the guide teaches it. */
  learn?: { path: string; title: string };
}
