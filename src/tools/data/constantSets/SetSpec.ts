/** Names that one argument of some calls is asked with. */
export interface SetSpec {
  name: string;
  /** Whether values join by `|` or stand alone. */
  kind: 'bits' | 'values';
  /** In a set of bits: the bits that hold one value of several, with the constant that says so: the mask, or the first bit or value above it. */
  field?: { mask: number; constant: string };
  /**
   * Headers in the order in which definitions count, each with what it includes; `asm/` is the architecture's own. `kernel:` is one of the kernel's
   * internal ones, read alone.
   */
  headers: readonly string[];
  names: RegExp;
  /** Takes only the members of the enum with this tag. */
  enum?: string;
}
