import { stackOf } from '../../../engine/stack/index.ts';
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

/** The stack's own default, or that which links began with, and a short one to read. */
function startersOn(stack: string | undefined): NoProfileShown['starters'] {
  const own = stack === undefined ? undefined : stackOf(stack)?.profile;
  return [own ?? 'docker-26.1', 'talk-2016'].flatMap((name) => {
    const preset = presetOf(name);
    return preset === undefined ? [] : [{ id: preset.id, words: preset.words }];
  });
}

/** Whether the text is no profile at all; then none before it answers either. Undefined for a profile, also for one with errors. */
export function noProfileIn({ stack, asked: { text }, answer: { reading } }: State): NoProfileShown | undefined {
  if (text.trim() === '') return { title: 'No profile yet.', starters: startersOn(stack) };
  const isOther = reading.contents === undefined && reading.problems.some(({ code }) => code === NO_JSON);
  return isOther ? { title: 'This text is not a profile.', starters: startersOn(stack) } : undefined;
}
