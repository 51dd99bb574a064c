import type { Judged } from '../../../engine/fit/index.ts';

/** A record that the call ran, of a filter made to log, where this filter lets it run too: another action, and the same for the program. */
export const isAsRecorded = ({ answer, call: { seen } }: Judged): boolean =>
  answer === 'allowed' && (seen === 'LOG' || seen === 'ALLOW');
