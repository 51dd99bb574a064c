import type { Diagnosis } from './ofParts.ts';

/** What is said of one cause of a call's error; the call itself adds the rest. */
export type CauseOf = Omit<Diagnosis, 'span' | 'facts' | 'looks' | 'state'>;
