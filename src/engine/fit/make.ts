import {
  type Arch,
  architectureOf,
  EPERM,
  errnoNumber,
  isMultiplexed,
  knownSince,
  nameOf,
  numberOf,
} from '../linux/index.ts';
import {
  type Condition,
  EXPECTS_ENOSYS,
  type Filter,
  formatProfile,
  letsProgram,
  parseProfile,
  type RefusedCall,
  resolve,
  type StartCall,
  startCalls,
  starts,
  stateOf,
  type Target,
  versionsOf,
} from '../seccomp/index.ts';
import { isError } from '../text/index.ts';
import type { TracedCall } from '../trace/index.ts';
import { goesOnTo, type Limit, type Made, type MadeRule } from './Made.ts';
import { narrowed, tellingArgument, toldOf } from './narrow.ts';
import { judge } from './refusedCalls.ts';
import { withKnown } from './remains.ts';

/** The calls of a trace by name, whatever their ABI. */
type ByName = ReadonlyMap<string, readonly TracedCall[]>;

function byName(calls: readonly TracedCall[]): ByName {
  const groups = Map.groupBy(calls, ({ arch, syscall }) => nameOf(arch, syscall) ?? '');
  groups.delete('');
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What becomes of a call that the trace has. 'missing' and 'refused': it stays as the trace shows it. */
function treatmentOf(name: string, calls: readonly TracedCall[]): 'allowed' | 'missing' | 'refused' {
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
function tracedRules(allowed: ByName, clones?: Arch): MadeRule[] {
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

function kernelRule(arches: readonly Arch[], seen: ReadonlySet<string>): MadeRule[] {
  const names = OF_THE_KERNEL.filter((name) => !seen.has(name) && isOnAny(arches, name));
  return names.length === 0 ? [] : [allow('kernel', names, 'Needed to exit, and to return from signals.')];
}

/** Calls that look missing: those of the trace, and others that programs try first and do without. */
function missingRule(arches: readonly Arch[], missing: readonly string[], seen: ReadonlySet<string>): MadeRule[] {
  const tried = EXPECTS_ENOSYS.flatMap(({ name }) => (!seen.has(name) && isOnAny(arches, name) ? [name] : []));
  const names = [...new Set([...missing, ...tried])].sort();
  const [arch = 'SCMP_ARCH_X86_64'] = arches;
  const errnoRet = architectureOf(arch).enosys;
  if (names.length === 0) return [];
  const comment = 'ENOSYS: programs treat these as missing and continue without them.';
  return [{ kind: 'missing', names, action: 'SCMP_ACT_ERRNO', errnoRet, conditions: [], comment }];
}

/** Calls that stay refused as the trace shows them. */
function refusedRule(names: readonly string[]): MadeRule[] {
  const comment = 'Refused in the trace too.';
  const rule: MadeRule = { kind: 'refused', names, action: 'SCMP_ACT_ERRNO', errnoRet: EPERM, conditions: [], comment };
  return names.length === 0 ? [] : [rule];
}

const isOnAny = (arches: readonly Arch[], name: string) => arches.some((arch) => numberOf(arch, name) !== undefined);

function allow(kind: MadeRule['kind'], names: readonly string[], comment: string): MadeRule {
  return { kind, names, action: 'SCMP_ACT_ALLOW', conditions: [], comment };
}

/**
 * Rules for what the target's runtime still calls once the filter is in, as far as the filter of the rest refuses it and the runtime doesn't survive that
 * (`starts`): with no_new_privs and without, those of some starts only and those for another user than root among them.
 */
function startRules(filter: Filter): MadeRule[] {
  const start = starts(filter);
  if (start === undefined) return [];
  const { runtime } = start;
  const made = [...startCalls(runtime, false), ...startCalls(runtime, true)];
  const needed = new Map([...start.usual, ...start.noNewPrivileges].map((call) => [call.name, call]));
  const sets = [...needed.values()].map((call) => ({ call, conditions: conditionsOf(filter, call, made) }));
  const comment = `${runtime} needs these to start the container.`;
  const whole = sets.flatMap(({ call, conditions }) => (conditions.length === 0 ? [call.name] : [])).sort();
  return [
    ...(whole.length === 0 ? [] : [allow('start', whole, comment)]),
    ...sets.flatMap(({ call, conditions }) =>
      conditions.map((set): MadeRule => ({ ...allow('start', [call.name], comment), conditions: set })),
    ),
  ];
}

/** With which arguments the runtime makes the call, where one of them tells; empty for a call that is to be allowed whole. */
function conditionsOf(filter: Filter, { name, kinds }: RefusedCall, made: readonly StartCall[]) {
  const known = kinds.map(({ args, leftOut = [] }) =>
    args.map((value, at) => (leftOut.includes(at) ? undefined : value)),
  );
  const all = made.filter((call) => call.name === name).flatMap((call) => call.kinds.map(({ args }) => args));
  return (
    narrowed(
      filter.target.arch,
      name,
      (known.length > 0 ? known : all).map((args) => ({ args })),
    ) ?? []
  );
}

/** The text of a made profile, which refuses with `errno` what no rule names. */
const writeMade = (errno: number, architectures: readonly Arch[], rules: readonly MadeRule[]): string =>
  formatProfile({
    ...{ defaultAction: 'SCMP_ACT_ERRNO', defaultErrnoRet: errno, architectures },
    rules: rules.map(({ conditions, ...rule }) => ({
      ...rule,
      args: conditions.map(({ index, op, mask, value }) =>
        op === 'SCMP_CMP_MASKED_EQ' ? { index, value: mask, valueTwo: value, op } : { index, value, op },
      ),
    })),
  });

export interface MakeOptions {
  /**
   * What a call gets that no rule names. EPERM, as in Docker's default, says "forbidden", and ENOSYS "no such call": a program that was not traced on this
   * path then does without it more often, and an error is harder to tell from an old kernel. Left out: EPERM, with ENOSYS for the calls of which it is
   * known that programs do without them.
   */
  otherwise?: 'EPERM' | 'ENOSYS';
}

/**
 * A profile from a trace alone, for the target's runtime: the calls of the trace by name, with their arguments where one tells what the call does and few of
 * its values were seen; what the kernel and the runtime call besides, each in a rule of its own that says so; ENOSYS where programs do without a call. It
 * is resolved, and the trace and the runtime's start are asked again: `judged`, `start`.
 */
export function make(calls: readonly TracedCall[], target: Target, options: MakeOptions = {}): Made {
  const named = byName(calls);
  const arches = [...new Set([target.arch, ...calls.map(({ arch }) => arch)])];
  const enosys = architectureOf(target.arch).enosys;
  const errno = options.otherwise === 'ENOSYS' ? enosys : EPERM;
  const treated = Map.groupBy(named, ([name, own]) => treatmentOf(name, own));
  const missing = (treated.get('missing') ?? []).map(([name]) => name);
  const refused = (treated.get('refused') ?? []).map(([name]) => name);
  const seen = new Set(named.keys());
  const allowed: ByName = new Map(treated.get('allowed'));
  // Where all that is not named looks missing the rule says nothing new; but runc counts no number for a call of `socketcall`'s, and answers all above the
  // highest that is named.
  const own: readonly MadeRule[] = [
    ...tracedRules(allowed, missing.includes('clone3') ? target.arch : undefined),
    ...kernelRule(arches, seen),
    ...(errno === EPERM || arches.some((arch) => isMultiplexed(arch)) ? missingRule(arches, missing, seen) : []),
    ...(errno === EPERM ? [] : refusedRule(refused)),
  ];
  const before = built(writeMade(errno, arches, own), target).value;
  const rules = before === undefined ? own : withStart(own, before);
  const text = writeMade(errno, arches, rules);
  const { value: filter, diagnostics } = built(text, target);
  return {
    text,
    rules,
    limits: limitsOf(calls, named, rules, arches, filter, target),
    filter,
    refusals: filter === undefined ? diagnostics.filter(isError) : [],
    judged: filter === undefined ? [] : judge(filter, calls),
    start: filter && starts(filter),
  };
}

function built(text: string, target: Target) {
  const { value } = parseProfile(text);
  return value === undefined ? { value: undefined, diagnostics: [] } : resolve(value, target);
}

/** What the runtime needs goes before the calls that look missing: they may be the same. */
function withStart(own: readonly MadeRule[], before: Filter): readonly MadeRule[] {
  const start = startRules(before);
  const needed = new Set(start.flatMap(({ names, conditions }) => (conditions.length === 0 ? names : [])));
  const others = own.flatMap((rule) => {
    const isOverruled = rule.action !== 'SCMP_ACT_ALLOW';
    const names = isOverruled ? rule.names.filter((name) => !needed.has(name)) : rule.names;
    return names.length === 0 ? [] : [{ ...rule, names }];
  });
  const at = others.findIndex(({ action }) => action !== 'SCMP_ACT_ALLOW');
  return at === -1 ? [...others, ...start] : others.toSpliced(at, 0, ...start);
}

function limitsOf(
  calls: readonly TracedCall[],
  named: ByName,
  rules: readonly MadeRule[],
  arches: readonly Arch[],
  filter: Filter | undefined,
  target: Target,
): readonly Limit[] {
  const { libseccomp } = versionsOf(target);
  const narrow = [...new Set(rules.flatMap(({ kind, names }) => (kind === 'narrowed' ? names : [])))];
  const allowed = new Set(rules.flatMap(({ kind, names }) => (kind === 'traced' ? names : [])));
  const isUntold = (call: TracedCall, name: string) =>
    toldOf(call, tellingArgument(call.arch, name) ?? -1) === undefined;
  const unknown = [...named].flatMap(([name, own]) =>
    allowed.has(name) && tellingArgument(target.arch, name) !== undefined && own.some((call) => isUntold(call, name))
      ? [name]
      : [],
  );
  const refused = [...named].flatMap(([name, own]) => (treatmentOf(name, own) === 'refused' ? [name] : []));
  const shut = [...named].flatMap(([name, own]) =>
    treatmentOf(name, own) === 'allowed'
      ? own.filter(({ result, seen }) => result?.kind === 'error' || (seen && stateOf(seen) === 'closed'))
      : [],
  );
  const next = filter === undefined ? [] : [...new Set(shut.flatMap((call) => goesOnTo(filter, call, calls)))];
  const unnamed = [...new Map(calls.map((call) => [`${call.arch} ${call.syscall}`, call])).values()].filter(
    ({ arch, syscall }) => nameOf(arch, syscall) === undefined,
  );
  const lacking = [...named.keys()].filter((name) => knownSince(name, libseccomp) !== undefined);
  const isErrnoUnread = filter !== undefined && filter.defaultAnswer.data !== filter.profile.defaultErrnoRet;
  const all: readonly (Limit | false)[] = [
    { code: 'paths' },
    { code: 'libc' },
    { code: 'architectures', seen: arches },
    { code: 'other-programs' },
    narrow.length > 0 && { code: 'narrowed', names: narrow },
    unknown.length > 0 && { code: 'unknown-arguments', names: unknown },
    refused.length > 0 && { code: 'refused-in-trace', names: refused },
    next.length > 0 && { code: 'goes-on', names: next },
    unnamed.length > 0 && { code: 'no-name', calls: unnamed.map(({ arch, syscall }) => ({ arch, syscall })) },
    lacking.length > 0 && { code: 'libseccomp-lacks', names: lacking },
    target.runtime !== 'libseccomp' && target.arch !== 'SCMP_ARCH_X86_64' && { code: 'start-elsewhere' },
    target.runtime === 'libseccomp' && { code: 'no-runtime' },
    isErrnoUnread && { code: 'default-errno-unread' },
  ];
  return all.filter((limit) => limit !== false);
}
