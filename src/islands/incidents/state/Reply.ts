import type { Diagnostic } from '../../../engine/text/index.ts';

/**
 * What a profile makes of a vulnerability. `refused`: each way takes a call that the filter refuses. `allowed`: one way's calls all pass. `capability`: they
 * pass, but the container lacks the capability that the kernel requires. `unclear`: more conditions than can be tried. `unasked`: no call takes part.
 */
export type IncidentState = 'refused' | 'allowed' | 'capability' | 'unclear' | 'unasked';

/** A call and what the filter answers, as a noun phrase. */
export interface CallTold {
  call: string;
  found: string;
  isAllowed: boolean;
}

export interface IncidentAnswer {
  id: string;
  state: IncidentState;
  /** Of each way the call that closes it; or all calls of the way that is open. */
  calls: readonly CallTold[];
  /** The container would have a way with these, of which it lacks one at least. */
  opensWith?: readonly string[];
}

export interface Reply {
  turn: number;
  /** What is wrong with the reader's profile. */
  problems: readonly Diagnostic[];
  /** Why no container starts under the profile: nothing else holds then. */
  unstarted?: string;
  /** In the order of the question; none where the profile is refused or no container starts. */
  answers: readonly IncidentAnswer[];
}
