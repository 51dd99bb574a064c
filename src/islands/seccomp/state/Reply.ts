import type { Arch } from '../../../engine/linux/index.ts';
import type { Diagnostic } from '../../../engine/text/index.ts';
import type { AskResult } from './Answered.ts';
import type { CallSurvey, Count } from './CallSurvey.ts';
import type { StartsShown } from './StartShown.ts';

/**
 * How an answer stands to the text in the field. `partial`: the runtime refuses the text as it is, the answer is for what can
 * be read of it. `loading`: the calls of some architecture are being loaded. `stale`: it is from an older text or target. `none`: no text gave a
 * filter yet.
 */
export type Status = 'exact' | 'partial' | 'loading' | 'stale' | 'none';

/** What the profile holds, counted. */
export interface Contents {
  names: number;
  rules: number;
  /** Some rule is for some containers or architectures only, or the architectures are by machine: the OCI's format has none of that. */
  gated: boolean;
  /** The ABIs of the filter; empty where there is none. */
  abis: readonly Arch[];
  /** Those of the container that the text is of; undefined for a profile alone. */
  capabilities: readonly string[] | undefined;
}

/** All that is shown about a text and a target, whichever call is asked about. */
export interface Reading {
  status: Status;
  /** The ABIs of the filter whose tables are not loaded where the answer was worked out; with any, `status` is loading. */
  missing: readonly Arch[];
  problems: readonly Diagnostic[];
  contents: Contents | undefined;
  /** Whether a container starts under the text's profile, by runtime; undefined where an older text answers. */
  starts: StartsShown | undefined;
  /** How many of the native ABI's calls get which verdict; undefined where no filter answers. */
  counts: readonly Count[] | undefined;
  calls: CallSurvey | undefined;
}

/** The answer about one call. */
export interface CallReply extends AskResult {
  /** The lines of the text that decided, and the one of them to bring into view. */
  litLines: readonly number[];
  lineToShow: number | undefined;
}

/** What the engine answers: only what is shown crosses from the worker, never a profile or a filter, which can be large. */
export interface Reply {
  turn: number;
  /** Undefined where the question asked for nothing of it. */
  reading: Reading | undefined;
  call: CallReply;
}

/** Whether a question could not be read for want of an ABI's calls. */
export const lacksTables = (problems: Reply['call']['problems']): boolean =>
  problems.some(({ code }) => code === 'architecture-loading');
