import { type Arch, abisOn, architectureOf, names, numberOf } from '../../../linux/index.ts';
import type { Filter } from '../Filter.ts';
import { outcomes } from '../outcomes.ts';
import type { Answer } from '../Verdict.ts';

/** A filter in a format that is not the OCI's, and each call that it answers otherwise. */
export interface Written {
  text: string;
  unsaid: readonly Unsaid[];
}

/**
 * What calls get otherwise than by the filter. 'opened': the text lets pass what the filter refuses. 'closed': it refuses what the filter lets pass. 'otherwise':
 * another answer: it refuses with another error or action, or lets pass without the log. 'unknown': the program has no name for the call, and answers otherwise whatever the text says.
 * 'arguments': only the filter's answer hangs on the arguments, or only the text's. 'multiplexed': socketcall or ipc, answered by what is said of the calls that they reach.
 */
export interface Unsaid {
  kind: 'opened' | 'closed' | 'otherwise' | 'unknown' | 'arguments' | 'multiplexed';
  /** "mkdir" on the machine's own ABI, "x86: mkdir" on another one; the last may be `UNNAMED`. */
  calls: readonly string[];
}

/** Stands for all numbers of an ABI that are no call. */
export const UNNAMED = 'numbers without a name';

/** What a text says of a call: one answer, 'same' where it says what the filter says, 'arguments' where it hangs on arguments otherwise than there. */
export type Said = (Answer & { isUnknown?: true }) | 'same' | 'arguments' | 'multiplexed';

const KINDS = ['opened', 'closed', 'otherwise', 'unknown', 'arguments', 'multiplexed'] as const;
/** From its first number, higher than every ABI's calls. */
const NO_CALL = 0xfffff;

export const passes = ({ action }: Answer): boolean => action === 'ALLOW' || action === 'LOG';

export const isSame = (a: Answer, b: Answer): boolean => a.action === b.action && a.data === b.data;

/** Every answer that some arguments of a call get, none twice. */
export function answersTo(filter: Filter, arch: Arch, syscall: number): readonly Answer[] {
  const found = new Map(outcomes(filter, { arch, syscall }).map((each) => [`${each.action} ${each.data}`, each]));
  return [...found.values()];
}

/** Every call that a text answers otherwise than the filter, on each ABI of the machine; `name` undefined: a number that is no call. */
export function unsaidOf(
  filter: Filter,
  said: (arch: Arch, name: string | undefined, answers: readonly Answer[]) => Said,
): readonly Unsaid[] {
  const { arch: native } = filter.target;
  const found = abisOn(native).flatMap((arch) => {
    const prefix = arch === native ? '' : `${architectureOf(arch).token}: `;
    const calls = [...names(arch)].sort().map((name) => ({ name, syscall: numberOf(arch, name) ?? 0 }));
    const none = { name: undefined, syscall: architectureOf(arch).syscallBase + NO_CALL };
    return [...calls, none].flatMap(({ name, syscall }) => {
      const answers = answersTo(filter, arch, syscall);
      const kind = kindOf(answers, said(arch, name, answers));
      return kind === undefined ? [] : [{ kind, call: prefix + (name ?? UNNAMED) }];
    });
  });
  return KINDS.flatMap((kind) => {
    const calls = found.filter((each) => each.kind === kind).map(({ call }) => call);
    return calls.length === 0 ? [] : [{ kind, calls }];
  });
}

function kindOf(answers: readonly Answer[], said: Said): Unsaid['kind'] | undefined {
  const [only, ...others] = answers;
  if (said === 'same' || only === undefined) return undefined;
  if (said === 'arguments' || said === 'multiplexed') return said;
  if (others.length === 0 && isSame(only, said)) return undefined;
  if (said.isUnknown) return 'unknown';
  if (others.length > 0) return 'arguments';
  if (passes(only) === passes(said)) return 'otherwise';
  return passes(said) ? 'opened' : 'closed';
}
