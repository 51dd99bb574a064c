import { type Arch, architectureOf, errnoNumber, nameOf, numberOf } from '../linux/index.ts';
import { type Condition, EXPECTS_ENOSYS, letsProgram } from '../seccomp/index.ts';
import type { TracedCall } from '../trace/index.ts';
import type { MadeRule } from './Made.ts';
import { narrowed, tellingArgument } from './narrow.ts';
import { withKnown } from './withKnown.ts';

/** The calls of a trace by name, whatever their ABI. */
export type ByName = ReadonlyMap<string, readonly TracedCall[]>;

export function byName(calls: readonly TracedCall[]): ByName {
  const groups = Map.groupBy(calls, ({ arch, syscall }) => nameOf(arch, syscall) ?? '');
  groups.delete('');
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const EPERM = 1;

/** What becomes of a call that the trace has. 'missing' and 'refused': it stays as the trace shows it. */
export function treatmentOf(name: string, calls: readonly TracedCall[]): 'allowed' | 'missing' | 'refused' {
  const errnos = calls.map(({ arch, result }) =>
    result?.kind === 'error' ? errnoNumber(result.errno, arch) : undefined,
  );
  if (calls.every(({ arch }, at) => errnos[at] === architectureOf(arch).enosys)) return 'missing';
  // Its flags, those that make namespaces among them, lie in memory: no filter can look, and glibc does without.
  if (name === 'clone3') return 'missing';
  const [first] = calls;
  const isHarmful = first && letsProgram(withKnown(first), false) !== undefined;
  return isHarmful && errnos.every((errno) => errno === EPERM) ? 'refused' : 'allowed';
}

/** Rules for the calls that were seen to work, with the arguments that tell where they are few. `clones`: an ABI on which clone stands in for clone3. */
export function tracedRules(allowed: ByName, clones?: Arch): MadeRule[] {
  const sets = new Map([...allowed].map(([name, calls]) => [name, conditionsFor(name, calls)]));
  const whole = [...sets].flatMap(([name, conditions]) => (conditions === undefined ? [name] : []));
  const narrow = [...sets].flatMap(([name, conditions]) =>
    (conditions ?? []).map((set): MadeRule => ({ ...allow('narrowed', [name], commentOn(set)), conditions: set })),
  );
  const cloned = sets.get('clone');
  const isCloned = allowed.has('clone') && (cloned === undefined || cloned.some(([set]) => set?.mask === NAMESPACES));
  const clone: MadeRule = {
    ...allow('narrowed', ['clone'], 'In place of clone3, without new namespaces.'),
    conditions: clones === undefined ? [] : [withoutNamespaces(tellingArgument(clones, 'clone') ?? 0)],
  };
  return [
    ...(whole.length === 0 ? [] : [allow('traced', whole, 'Traced.')]),
    ...narrow,
    ...(clones !== undefined && !isCloned ? [clone] : []),
  ];
}

/** linux/sched.h: CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET: Docker’s default allows clone with none of them. */
const NAMESPACES = 0x7e020000n;
const withoutNamespaces = (index: number): Condition => ({
  index,
  op: 'SCMP_CMP_MASKED_EQ',
  mask: NAMESPACES,
  value: 0n,
});
const commentOn = ([first]: readonly Condition[]) =>
  first?.mask === NAMESPACES ? 'Traced, without new namespaces.' : 'Traced with this argument.';

function conditionsFor(name: string, calls: readonly TracedCall[]): readonly (readonly Condition[])[] | undefined {
  const [first] = calls;
  if (first === undefined) return undefined;
  // What threads and processes are made with differs by libc and its release.
  const index = tellingArgument(first.arch, name);
  if (name === 'clone' && index !== undefined) {
    const isPlain = calls.every(({ args }) => args[index] !== undefined && (args[index] & NAMESPACES) === 0n);
    if (isPlain) return [[withoutNamespaces(index)]];
  }
  return narrowed(first.arch, name, calls);
}

/**
 * What the kernel has a program call whatever it does: rt_sigreturn at the end of a signal's handler (sigreturn(2)), restart_syscall where a stop came
 * between (restart_syscall(2)), and the end of threads and processes.
 */
const OF_THE_KERNEL = ['exit', 'exit_group', 'restart_syscall', 'rt_sigreturn', 'sigreturn'];

export function kernelRule(arches: readonly Arch[], seen: ReadonlySet<string>): MadeRule[] {
  const names = OF_THE_KERNEL.filter((name) => !seen.has(name) && isOnAny(arches, name));
  return names.length === 0 ? [] : [allow('kernel', names, 'Needed to exit, and to return from signals.')];
}

/** Calls that look missing: those of the trace, and others that programs try first and do without. */
export function missingRule(
  arches: readonly Arch[],
  missing: readonly string[],
  seen: ReadonlySet<string>,
): MadeRule[] {
  const tried = EXPECTS_ENOSYS.flatMap(({ name }) => (!seen.has(name) && isOnAny(arches, name) ? [name] : []));
  const names = [...new Set([...missing, ...tried])].sort();
  const [arch = 'SCMP_ARCH_X86_64'] = arches;
  const errnoRet = architectureOf(arch).enosys;
  if (names.length === 0) return [];
  const comment = 'ENOSYS: programs treat these as missing and continue without them.';
  return [{ kind: 'missing', names, action: 'SCMP_ACT_ERRNO', errnoRet, conditions: [], comment }];
}

/** Calls that stay refused as the trace shows them. */
export function refusedRule(names: readonly string[]): MadeRule[] {
  const comment = 'Refused in the trace too.';
  const rule: MadeRule = { kind: 'refused', names, action: 'SCMP_ACT_ERRNO', errnoRet: EPERM, conditions: [], comment };
  return names.length === 0 ? [] : [rule];
}

const isOnAny = (arches: readonly Arch[], name: string) => arches.some((arch) => numberOf(arch, name) !== undefined);

export function allow(kind: MadeRule['kind'], names: readonly string[], comment: string): MadeRule {
  return { kind, names, action: 'SCMP_ACT_ALLOW', conditions: [], comment };
}
