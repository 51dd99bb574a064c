import type { Finding, Target } from '../../../engine/seccomp/index.ts';
import type { OffersShown } from '../words/offersShown.ts';
import type { RoadsShown } from '../words/roadGroups.ts';
import type { TraceShown } from './TraceShown.ts';

/** What takes longer than a verdict and is asked once that is there: a question that stands for itself. */
export interface InspectionQuestion {
  /** That of the question whose answer it belongs to. */
  turn: number;
  text: string;
  target: Target;
  /** The call whose roads are wanted. */
  call: string;
  /** The call that was asked about, where it is wanted what would let it pass. */
  asked?: string;
  /** The lines of the trace that the call is one of. */
  trace?: readonly string[];
  /** The findings hang on the text and the target alone: false where they are known. */
  withFindings: boolean;
}

/** What was found; nothing where the text gives no filter. */
export interface Inspection {
  turn: number;
  /** Undefined where the question names no call. */
  roads: RoadsShown | undefined;
  /** Undefined where that call is not refused, or nothing would help. */
  offers: OffersShown | undefined;
  /** Undefined where there is no trace. */
  trace: TraceShown | undefined;
  /** Undefined where they weren't asked for. */
  findings: readonly Finding[] | undefined;
}
