import type { Diagnostic } from '../../../engine/text/index.ts';
import type { Tone } from '../../../ui/Chip.tsx';
import type { Phrase } from '../../../ui/Phrase.ts';

/** The verdict card. */
export interface Answered {
  tone: Tone;
  headline: string;
  /** "clone, call 56 of x86_64". */
  asked: string;
  sees: Phrase;
  why: Phrase;
  outcomes: readonly Outcome[];
  /** Sets of capabilities, each of which would bring in a rule that names the call and is for containers that have them. */
  lacking: readonly (readonly string[])[];
}

/** The answer to a question, or what is wrong with the question. */
export interface AskResult {
  answered: Answered | undefined;
  problems: readonly Diagnostic[];
}

/** One of several answers, and for which arguments it is given. */
export interface Outcome {
  tone: Tone;
  word: string;
  when: Phrase;
}
