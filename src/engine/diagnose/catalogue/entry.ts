import type { ErrorEntry, Explained, Message } from '../../idmap/index.ts';

/** What an entry says of its message, which its numbers and names may add to. */
type Answer = Omit<Explained, 'code' | 'facts'> & Partial<Pick<Explained, 'facts'>>;

/** A message and the answer to it in one: most are answered alike, whatever their numbers. */
export interface Told extends Omit<ErrorEntry, 'explain'>, Answer {
  /** In small letters: the message holds one of these as well. */
  beside?: readonly string[];
  /** What the message itself adds to the answer; undefined where it turns out to be another. */
  reads?: (message: Message, at: number) => Partial<Answer> | undefined;
}

/** The entry of the catalogue with this answer. */
export function entry(told: Told): ErrorEntry {
  const { who, says, next, causes, versions, learn, ask, facts, beside, reads, ...known } = told;
  return {
    ...known,
    explain: (message, at) => {
      if (beside && !beside.some((words) => message.small.includes(words))) return undefined;
      const read = reads ? reads(message, at) : {};
      return (
        read && {
          ...{ who, says, next, learn },
          ...(causes && { causes }),
          ...(versions !== undefined && { versions }),
          ...(ask && { ask }),
          ...(facts && { facts }),
          ...read,
        }
      );
    },
  };
}
