import type { Edit, Span } from '../../text/index.ts';
import type { Answer } from '../filter/Verdict.ts';
import type { Source } from '../roads/Source.ts';

/**
 * What a finding does to whoever relies on the profile, worst first. 'refused': the container doesn't start. 'exposes': what should be kept out
 * gets in. 'breaks': programs fail that should run. 'idle': what is written does nothing. 'note': worth knowing.
 */
export type Harm = 'refused' | 'exposes' | 'breaks' | 'idle' | 'note';

export const HARMS: readonly Harm[] = ['refused', 'exposes', 'breaks', 'idle', 'note'];

/** Something about a profile that its writer would want to know, for one target. */
export interface Finding {
  /** Stable and readable: it appears in links and tests. */
  code: string;
  harm: Harm;
  /** A few words. */
  title: string;
  /** What it is, here. */
  message: string;
  /** Why that matters. */
  why: string;
  /** Its places in the profile's text, the most telling first. */
  spans: readonly Span[];
  sources: readonly Source[];
  /** A call that shows it, as parseCall reads it. */
  ask?: string;
  /** Edits of the profile's text, after which there is one finding less; with `denies`, after which the denial counts. */
  fix?: Edit[];
  /** The profile contradicts itself: it asks for this answer to these calls, and lets them pass. */
  denies?: Answer & { names: readonly string[] };
}
