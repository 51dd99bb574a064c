import type { Arch } from '../../linux/index.ts';
import type { Edit } from '../../text/index.ts';
import type { Condition } from '../filter/Condition.ts';
import type { Answer } from '../filter/Verdict.ts';

/**
 * A change after which a refused call gets another answer. 'arguments': it passes with the arguments that were asked about; 'call': with all;
 * 'abi': the filter learns the call's ABI; 'enosys': it looks missing instead of forbidden; 'capability': the container is given capabilities.
 */
export type OfferKind = 'arguments' | 'call' | 'abi' | 'enosys' | 'capability';

/** One change, tried: with it the call gets `answer` on the target that was asked about. */
export interface Offer {
  kind: OfferKind;
  /** Of the profile's text; none with 'capability'. */
  edits: readonly Edit[];
  /** What the container is given: with 'capability' alone, with another change where the kernel requires it as well. */
  capabilities: readonly string[];
  /** The arguments with which the call passes, with 'arguments'. */
  conditions: readonly Condition[];
  answer: Answer;
  effects: Effects;
}

/** What a change does beside what it is made for, over all calls that have a name. */
export interface Effects {
  /** Other ABIs on which the call passes, with some arguments at least, and did not before. */
  abis: readonly Arch[];
  /** Calls through which 32-bit programs then make the call, as parseCall reads them. */
  through: readonly string[];
  /** Other calls that pass and did not before, each name once. */
  opened: readonly OtherCall[];
  /** Other calls that get another error, each name once with one of its errors. */
  errors: readonly (OtherCall & { before: Answer; after: Answer })[];
}

/** Another call than the one that was asked about; `sometimes`: with some of its arguments only, on one ABI at least. */
export interface OtherCall {
  name: string;
  sometimes: boolean;
}
