import type { Judged } from './Change.ts';
import { isShownRefused, isToPass } from './judge.ts';

/**
 * Whether a filter takes a call from a program that it had: the call is to pass, and the trace itself does not show it refused in this way. A program that was
 * given the same error while it was traced goes on as it did.
 */
export const stopsAt = (judged: Judged): boolean => isToPass(judged) && !isShownRefused(judged);
