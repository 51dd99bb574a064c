import type { ErrorEntry, Explained, Message } from '../../idmap/index.ts';

/** What an entry says of its message, which its numbers and names may add to. */
type Answer = Omit<Explained, 'code' | 'facts'> & Partial<Pick<Explained, 'facts'>>;

/** A message and the answer to it in one: most are answered alike, whatever their numbers. */
export interface Told extends Omit<ErrorEntry, 'explain'>, Answer {
  /** In small letters: the message holds one of these as well. */
  beside?: readonly string[];
  /** What the message itself adds to the answer; undefined where it turns out to be another. */
  reads?: (message: Message, at: number) => Partial<Answer> | undefined;
  /** What people write who have no message: short texts that hold each word of one of these. */
  words?: readonly (readonly [first: string, ...others: string[]])[];
  /** In small letters: with these, the same words are about something else. */
  unlike?: string;
}

/** A person's question is not longer; in a log the same words mean nothing. */
const LONGEST_QUESTION = 120;

/** The entry of the catalogue with this answer. */
export function entry(told: Told): ErrorEntry {
  const { who, says, next, causes, versions, learn, ask, facts, beside, reads, words = [], unlike, ...known } = told;
  const answer: Answer = {
    ...{ who, says, next, learn },
    ...(causes && { causes }),
    ...(versions !== undefined && { versions }),
    ...(ask && { ask }),
    ...(facts && { facts }),
  };
  const ofMessage = (message: Message, at: number): Answer | undefined => {
    if (beside && !beside.some((each) => message.small.includes(each))) return undefined;
    const read = reads ? reads(message, at) : {};
    return read && { ...answer, ...read };
  };
  const isAsked = ({ small }: Message, at: number) =>
    small.length <= LONGEST_QUESTION &&
    !(unlike !== undefined && small.includes(unlike)) &&
    words.some(([first, ...others]) => small.startsWith(first, at) && others.every((each) => small.includes(each)));
  return {
    ...known,
    phrases: [...known.phrases, ...words.map(([first]) => first)],
    explain: (message, at) =>
      (known.phrases.some((phrase) => message.small.startsWith(phrase, at)) ? ofMessage(message, at) : undefined) ??
      (isAsked(message, at) ? answer : undefined),
  };
}
