import type { Edit } from '../../../engine/text/index.ts';
import type { Phrase } from '../../../ui/Phrase.ts';

/** Whether a container starts under the profile. */
export interface StartShown {
  /** `deny`: never; `depends`: not in every start, or not as every user. */
  tone: 'allow' | 'deny' | 'depends';
  title: Phrase;
  /** Which calls the runtime still makes that the profile refuses, if any, then what else there is to know. */
  why: readonly Phrase[];
  fix: { label: string; edits: readonly Edit[] } | undefined;
}

/** What an engine starts a container with. */
export type StartRuntime = 'runc' | 'crun';

/** The same with each runtime; one is left out where nothing is known of its start. */
export type StartsShown = Partial<Record<StartRuntime, StartShown>>;
