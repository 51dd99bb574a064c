// What an inspection of the instrument's own page needs besides the ways: one script of its own.

export { offersShown } from '../words/offersShown.ts';
export { showTrace } from '../words/showTrace.ts';
