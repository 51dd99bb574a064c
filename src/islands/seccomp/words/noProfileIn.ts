import { presetOf } from '../../../instrument/presets/presets.ts';
import type { State } from '../state/State.ts';

/** What stands for the answer while there is no profile. */
export interface NoProfileShown {
  title: string;
  /** Profiles to begin with: "Docker’s default 26.1.5". */
  starters: readonly { id: string; words: string }[];
}

/** What the reader of JSON calls a text of nothing but white space: no fault of a field that waits. */
export const NO_TEXT = 'json-empty';

/** What it calls a text that does not even begin as JSON. */
const NO_JSON = 'json-other';

/** A default that many run, and a short one to read. */
const STARTERS = ['docker-26.1', 'talk-2016'].flatMap((id) => {
  const words = presetOf(id)?.words;
  return words === undefined ? [] : [{ id, words }];
});

/** Whether the text is no profile at all; then none before it answers either. Undefined for a profile, also for one with errors. */
export function noProfileIn({ asked: { text }, answer: { reading } }: State): NoProfileShown | undefined {
  if (text.trim() === '') return { title: 'No profile yet.', starters: STARTERS };
  const isOther = reading.contents === undefined && reading.problems.some(({ code }) => code === NO_JSON);
  return isOther ? { title: 'This text is not a profile.', starters: STARTERS } : undefined;
}
