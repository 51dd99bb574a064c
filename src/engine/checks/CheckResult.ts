import type { Writer } from '../idmap/index.ts';
import type { Call, Profile, Target } from '../seccomp/index.ts';
import type { Span } from '../text/index.ts';
import type { Trace } from '../trace/index.ts';
import type { Asks, Expects, Under } from './Asks.ts';

/** One expectation of a profile or of an ID map, as a line of text says it. */
export interface Check {
  /** The line as written, without its comment. */
  text: string;
  span: Span;
  asks: Asks;
  expects: Expects;
  under: Under;
}

/** What checks are put to: a profile on a target, or the text of a map, and who writes it (left out: root with all capabilities). */
export type CheckSubject = ProfileSubject | MapSubject;

export interface ProfileSubject {
  profile: Profile;
  target: Target;
}

export interface MapSubject {
  mapText: string;
  writer?: Writer;
}

/** The traces that checks may name, each under the name of its file. */
export type Traces = ReadonlyMap<string, Trace>;

/** What came of a check. */
export interface CheckResult extends Answered {
  check: Check;
}

export interface Answered {
  ok: boolean;
  /** What there is, whether it was expected or not: "ERRNO EPERM by the rule on line 12", "host UID 165569". */
  found: string;
  /** A call that gets another answer than was expected, with each argument that counts. */
  counterexample?: Call;
  /** Of the IDs asked about, the first that is not as expected. */
  id?: { side: 'inside' | 'outside'; id: number };
}
