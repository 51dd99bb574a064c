import type { Stack } from '../../../engine/stack/index.ts';
import type { Starting } from '../../../instrument/stacks/filterStart.ts';
import type { ComparedProfile } from '../../../share/compareLink.ts';

/** One of the two filters, as far as it is told of. */
export interface SideFacts {
  profile: ComparedProfile;
  stack: Stack;
  /** Why there is no filter; undefined where there is one. */
  refusal: string | undefined;
  /** There is no filter, for the profile is empty: everything is allowed. */
  off: boolean;
  starting: Starting;
  /** The calls of the runtime that the filter refuses, and without which no container starts. */
  refusedCalls: readonly string[];
}
