import type { Edit } from '../../../engine/text/index.ts';
import type { Phrase } from '../../../ui/Phrase.ts';

/** That a container can't start under the profile, or not always. */
export interface StartShown {
  /** `deny`: never; `depends`: not in every start, or not as every user. */
  tone: 'deny' | 'depends';
  title: Phrase;
  /** Which calls the runtime still makes that the profile refuses, then what else there is to know. */
  why: readonly Phrase[];
  fix: { label: string; edits: readonly Edit[] } | undefined;
}
