/** A call that a runtime makes in a container's first process once the filter is in, and before the program runs. */
export interface StartCall {
  name: string;
  /**
   * `sometimes`: in some starts only (Go's runtime takes a lock, or is interrupted). `other-user`: where the container's user is not root.
   */
  when: 'always' | 'sometimes' | 'other-user';
  /** One for each set of arguments that it is made with; one without known arguments where they differ from start to start. */
  kinds: readonly StartKind[];
  /** What it makes in the place of this call where this one is refused and survived, as on a kernel that lacks it. */
  instead: readonly StartCall[];
}

/** Arguments that a call is made with in every start. */
export interface StartKind {
  args: readonly (bigint | undefined)[];
  /** The error numbers with which it may be refused, and the container starts all the same; of every other one, see `survivesAny`. */
  survives: ReadonlySet<number>;
  /** It may be refused with every error number that was tried. */
  survivesAny: boolean;
  /** What the runtime says where it is refused with EPERM, if it can say anything by then. */
  said: string | undefined;
}
