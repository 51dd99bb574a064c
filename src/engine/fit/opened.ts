import { type Arch, knownNames, multiplexerOf, numberOf } from '../linux/index.ts';
import { type Filter, possibleVerdicts, stateOf, type Verdict } from '../seccomp/index.ts';

/** How much more passes than before: calls that now pass with all arguments and did not, and those that pass with some more. Each ABI counts. */
export interface Opened {
  whole: number;
  partly: number;
}

/**
 * What `after` lets pass of these names that `before` did not, on all ABIs that it knows. A call that 32-bit programs make by `socketcall` or `ipc` counts
 * once more for that way, and these two count as all the calls that they make.
 */
export function opened(before: Filter, after: Filter, names: readonly string[]): Opened {
  const asked = new Set(names.flatMap((name) => (isMultiplexer(name) ? madeBy(name) : [name])));
  const changes = after.architectures.flatMap((arch) =>
    [...asked].flatMap((name) => waysTo(arch, name).map((call) => changeOf(before, after, call))),
  );
  const counted = (kind: 'whole' | 'partly') => changes.filter((change) => change === kind).length;
  return { whole: counted('whole'), partly: counted('partly') };
}

export const isMultiplexer = (name: string) => name === 'socketcall' || name === 'ipc';

/** The calls that a multiplexer makes. */
export const madeBy = (multiplexer: string): readonly string[] =>
  knownNames().filter((name) => multiplexerOf(name)?.name === multiplexer);

/** The call itself, and the multiplexer with its number. */
function waysTo(arch: Arch, name: string): { arch: Arch; syscall: number; args: bigint[] }[] {
  const through = multiplexerOf(name);
  const own = numberOf(arch, name);
  const other = through && numberOf(arch, through.name);
  return [
    ...(own === undefined ? [] : [{ arch, syscall: own, args: [] }]),
    ...(through === undefined || other === undefined ? [] : [{ arch, syscall: other, args: [through.argument] }]),
  ];
}

function changeOf(
  before: Filter,
  after: Filter,
  call: { arch: Arch; syscall: number; args: bigint[] },
): 'whole' | 'partly' | undefined {
  const [was, is] = [possibleVerdicts(before, call), possibleVerdicts(after, call)];
  if (is.every(isOpen)) return was.every(isOpen) ? undefined : 'whole';
  const known = new Set(was.filter(isOpen).map(wayOf));
  return is.some((verdict) => isOpen(verdict) && !known.has(wayOf(verdict))) ? 'partly' : undefined;
}

const isOpen = ({ action }: Verdict) => stateOf(action) === 'open';

/** The arguments with which a verdict is reached, as its conditions tell. */
function wayOf({ reason }: Verdict): string {
  return reason.kind === 'rule' ? reason.conditions.map((each) => Object.values(each).join()).join(';') : reason.kind;
}

/** Negative where `a` opens less than `b`: first fewer calls whole, then fewer in part. */
export const compareOpened = (a: Opened, b: Opened): number => a.whole - b.whole || a.partly - b.partly;
