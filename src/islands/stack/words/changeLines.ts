import type { Arch } from '../../../engine/linux/index.ts';
import { plain } from '../../../ui/Phrase.ts';
import type { StackFacts } from '../state/Facts.ts';
import type { Line } from '../state/Reply.ts';
import { filterEntries } from './seenWords.ts';

/** A release of Docker from which on its default answers as this later stack does. */
export interface Change {
  release: string;
  after: StackFacts;
  /** The profile alone makes the change; else it needs the later stack's runtime and libseccomp too. */
  isProfileAlone: boolean;
}

/** With which release, between two of the stacks, an answer came: "Docker’s answer changes in 25.0.0, to Refused: EPERM." */
export const changeLines = (changes: readonly Change[], arch: Arch): Line[] =>
  changes.map(({ release, after, isProfileAlone }) => {
    const answer = filterEntries(after, arch).map(({ words }) => plain(words));
    const { runtime, versions } = after.stack;
    const rest = isProfileAlone ? '' : `, with ${runtime} ${versions.runtime} and libseccomp ${versions.libseccomp}`;
    return { words: [`Docker’s answer changes in ${release}${rest}, to ${answer.join(' or ')}.`] };
  });
