import file from '../../../../content/data/starts.json' with { type: 'json' };

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
  /** The error numbers with which some starts fail and others don't, whoever comes first. */
  survivesSometimes: ReadonlySet<number>;
  /** What the runtime says where it is refused with EPERM, if it can say anything by then. */
  said: string | undefined;
}

/** A call as the table has it. */
interface Row {
  name: string;
  when?: string;
  args?: readonly string[];
  survives?: readonly number[];
  survivesSometimes?: readonly number[];
  /** Of each of `args`, where some are survived otherwise than all together. */
  survivesEach?: readonly (readonly number[])[];
  said?: string;
  /** Of each of `args`, where they are refused alone; null where nothing is said. */
  saidEach?: readonly (string | null)[];
  insteadOf?: string;
}

/**
 * What runc 1.1.15 and crun 1.21 call after the filter, in the order in which they do, with no_new_privs and without: runc loads the filter without
 * it before it becomes the container's user, and with it just before execve (libcontainer/standard_init_linux.go Init). Started as engines do it, by
 * `create` and then `start`: in between the process waits on a fifo, under the filter but for crun with no_new_privs.
 */
export function startCalls(runtime: 'runc' | 'crun', noNewPrivileges: boolean): readonly StartCall[] {
  const rows: readonly Row[] = file[runtime][noNewPrivileges ? 'noNewPrivileges' : 'usual'];
  return callsOf(rows, undefined);
}

/** The calls that are made in the place of one; those that are made anyway in the place of `undefined`. */
function callsOf(rows: readonly Row[], of: string | undefined): readonly StartCall[] {
  const own = rows.filter(({ insteadOf }) => insteadOf === of);
  return own.map(({ name, when, args, survives = [], survivesSometimes = [], survivesEach, said, saidEach }) => ({
    name,
    when: when === 'sometimes' || when === 'other-user' ? when : 'always',
    kinds: (args ?? ['']).map((words, at) =>
      kindOf(words, survivesEach?.[at] ?? survives, survivesSometimes, saidEach === undefined ? said : saidEach[at]),
    ),
    instead: of === undefined ? callsOf(rows, name) : [],
  }));
}

/** Of "ffffffffffffff9c _ 80000". */
function kindOf(
  words: string,
  survives: readonly number[],
  survivesSometimes: readonly number[],
  said: string | null | undefined,
): StartKind {
  const args = words === '' ? [] : words.split(' ').map((word) => (word === '_' ? undefined : BigInt(`0x${word}`)));
  return {
    args,
    survives: new Set(survives),
    survivesAny: survives.length === file.errnos.length,
    survivesSometimes: new Set(survivesSometimes),
    said: said ?? undefined,
  };
}
