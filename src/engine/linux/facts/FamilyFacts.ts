import type { Arch } from '../Arch.ts';

/** What an architecture's headers have besides content/data/constants/common.json or otherwise, by set; null for a name that they lack. */
export type OwnConstants = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** Parameters by call, each its C type and its name; null where no prototype tells them. */
export type Rows = Readonly<Record<string, readonly (readonly string[])[] | null>>;

/** Error names and words that an architecture numbers otherwise than content/data/errno.json, or has besides. */
export interface OwnErrors {
  numbers: Readonly<Record<string, number>>;
  messages: Readonly<Record<string, string>>;
}

/**
 * What arguments and errors are called on the ABIs of one family, loaded together. It holds whole files and reads none of them, so that a bundle can leave them
 * out.
 */
export interface FamilyFacts {
  /** content/data/constants/<architecture>.json */
  constants: Readonly<Partial<Record<Arch, { sets: OwnConstants }>>>;
  /** content/data/errno/<architecture>.json, where there is one. */
  errors?: OwnErrors;
  /** content/data/prototypes/<family>.json */
  prototypes: { abis: Readonly<Record<string, Rows>> };
  /** Whose rows of `prototypes` an ABI has, in the order in which they are asked; what none has is in content/data/prototypes/common.json. */
  rows: Readonly<Partial<Record<Arch, readonly string[]>>>;
}
