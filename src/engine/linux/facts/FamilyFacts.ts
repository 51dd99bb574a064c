import type { Arch } from '../Arch.ts';

/** What an architecture's headers have besides content/data/constants/common.json or otherwise, by set; null for a name that they lack. */
export type OwnConstants = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** Parameters by call, each its C type and its name; null where no prototype tells them. */
export type Rows = Readonly<Record<string, readonly (readonly string[])[] | null>>;

/** What arguments are called on the ABIs of one family, loaded together. */
export interface FamilyFacts {
  constants: Readonly<Partial<Record<Arch, OwnConstants>>>;
  /** In the order in which they are asked; what none of them has is in content/data/prototypes/common.json. */
  prototypes: Readonly<Partial<Record<Arch, readonly Rows[]>>>;
}
