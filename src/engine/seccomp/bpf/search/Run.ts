/** Numbers from `first` to `last` that all go on alike; after a JSET some between them may be impossible. */
export interface Run {
  first: number;
  last: number;
  /** Where they go on: an index among the leaves. */
  leaf: number;
  /** How often a call comes with one of them. */
  weight: number;
  /** How many numbers it has. */
  count: number;
}
