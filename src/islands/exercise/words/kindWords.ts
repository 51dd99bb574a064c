import type { Exercise } from '../state/find.ts';

/** What each kind is called on the page. */
export const KIND_WORDS: Readonly<Record<Exercise['kind'], string>> = {
  predict: 'predict',
  make: 'make',
  find: 'find the culprit',
  machine: 'on your machine',
};
