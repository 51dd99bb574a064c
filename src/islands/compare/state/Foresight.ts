import type { Foreseen, Judged } from '../../../engine/fit/index.ts';
import type { BundledTrace } from '../../../instrument/traces/traces.ts';
import type { Outcome } from './Forecast.ts';

/** What becomes of one recorded program when the filter after takes the place of the one before. */
export interface Foresight {
  trace: Omit<BundledTrace, 'load'>;
  outcome: Outcome;
  /** What stops it under the filter after; of one that would run again, under the filter before. */
  stops: readonly Judged[];
  /** Refused by the filter after, and the program was seen to go on. */
  without: readonly Judged[];
  /** Allowed before; after, that hangs on what the trace does not tell. */
  unsure: readonly Foreseen[];
  /** What the program may call once calls succeed that were refused before, and the filter after refuses. */
  goesOnTo: readonly string[];
}
