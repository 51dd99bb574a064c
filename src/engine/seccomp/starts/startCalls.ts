import file from '../../../../content/data/starts.json' with { type: 'json' };
import type { StartCall, StartKind } from './StartCall.ts';

/** A call as the table has it. */
interface Row {
  name: string;
  when?: string;
  args?: readonly string[];
  survives?: readonly number[];
  /** Of each of `args`, where some are survived otherwise than all together. */
  survivesEach?: readonly (readonly number[])[];
  said?: string;
  /** Of each of `args`, where they are refused alone; null where nothing is said. */
  saidEach?: readonly (string | null)[];
  insteadOf?: string;
}

/**
 * What runc 1.1.15 and crun 1.21 call after the filter, in the order in which they do, with no_new_privs and without: runc loads the filter without
 * it before it becomes the container's user, and with it just before execve (libcontainer/standard_init_linux.go Init).
 */
export function startCalls(runtime: 'runc' | 'crun', noNewPrivileges: boolean): readonly StartCall[] {
  const rows: readonly Row[] = file[runtime][noNewPrivileges ? 'noNewPrivileges' : 'usual'];
  return callsOf(rows, undefined);
}

/** The calls that are made in the place of one; those that are made anyway in the place of `undefined`. */
function callsOf(rows: readonly Row[], of: string | undefined): readonly StartCall[] {
  const own = rows.filter(({ insteadOf }) => insteadOf === of);
  return own.map(({ name, when, args, survives = [], survivesEach, said, saidEach }) => ({
    name,
    when: when === 'sometimes' || when === 'other-user' ? when : 'always',
    kinds: (args ?? ['']).map((words, at) =>
      kindOf(words, survivesEach?.[at] ?? survives, saidEach === undefined ? said : saidEach[at]),
    ),
    instead: of === undefined ? callsOf(rows, name) : [],
  }));
}

/** Of "ffffffffffffff9c _ 80000". */
function kindOf(words: string, survives: readonly number[], said: string | null | undefined): StartKind {
  const args = words === '' ? [] : words.split(' ').map((word) => (word === '_' ? undefined : BigInt(`0x${word}`)));
  return {
    args,
    survives: new Set(survives),
    survivesAny: survives.length === file.errnos.length,
    said: said ?? undefined,
  };
}
