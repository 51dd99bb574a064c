import { type Arch, type Call, does, EPERM, isAtLeast, names, numberOf } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import { formatProfile, type LaterKey, type Profile, type Reader } from '../profile/formatProfile.ts';
import type { Verdict } from './answers.ts';
import { engineOf, structOf, type Target, unreadKeys, versionsOf } from './laterKeys.ts';
import { canHold } from './libseccomp/canHold.ts';
import { waysThrough } from './libseccomp/reachableAnswers.ts';
import { runcDoes } from './runcRefusals.ts';
import { readsErrnoNames, setupSeccomp } from './setupSeccomp.ts';
import {
  decide,
  dependsOnArguments,
  type Filter,
  halvesOf,
  locate,
  outcomes,
  type PartCall,
  wholeCall,
} from './wholeCall.ts';

/** One call of an ABI's table with every answer that some arguments get. */
export interface SurveyRow {
  /** x32 numbers carry bit 30. */
  syscall: number;
  name: string;
  /** 'allow': ALLOW or LOG whatever the arguments; 'deny': never; 'depends': on the arguments. */
  summary: 'allow' | 'deny' | 'depends';
  /** Distinct by action, data, rule and reason; the first is the answer for arguments that are all 0. */
  outcomes: readonly Verdict[];
}

/** One row per call of the ABI's table, by name, with every answer that some arguments get. */
export function survey(filter: Filter, arch: Arch): readonly SurveyRow[] {
  return [...names(arch)].sort().flatMap((name) => {
    const syscall = numberOf(arch, name);
    if (syscall === undefined) return [];
    const found = outcomes(filter, { arch, syscall });
    return [{ syscall, name, summary: summaryOf(found), outcomes: found }];
  });
}

function summaryOf(found: readonly Verdict[]): SurveyRow['summary'] {
  const passing = found.filter(({ action }) => action === 'ALLOW' || action === 'LOG').length;
  if (passing === 0) return 'deny';
  return passing === found.length ? 'allow' : 'depends';
}

/**
 * The text of what the target's engine hands to the runtime: the rules that apply to the target's machine, kernel and capabilities, with no conditions
 * left. containerd reads a file as the OCI's linux.seccomp (contrib/seccomp, WithProfile) and ignores conditions: this one it takes for what it is.
 */
export function writeOci(profile: Profile, target: Target): string {
  const { rules, architectures, defaultErrnoRet, flags, listenerPath } = setupSeccomp(profile, target).oci;
  return formatProfile({
    ...{ defaultAction: profile.defaultAction, defaultErrnoRet, architectures, listenerPath },
    flags: flags.map(({ text }) => text),
    rules: rules.map(({ names, action, errnoRet, args, comment }) => ({
      ...{ names: names.map(({ text }) => text), action, errnoRet, comment },
      args: args.map(({ index, op, value, valueTwo }) => ({
        ...{ index, op, value },
        ...(valueTwo !== 0n && { valueTwo }),
      })),
    })),
  });
}

const WITHOUT_LISTENER: readonly LaterKey[] = ['listenerPath'];

/** One for all who read alike, so that a text is read again only for another. */
const readers = new Map<string, Reader>();

/** Who reads the profile's text for the target. */
export function readerOf(target: Target): Reader {
  const engine = engineOf(target);
  const release = versionsOf(target).engine;
  const struct = structOf(target);
  const isChecked = target.runtime !== 'crun' && runcDoes('runc-listener', target);
  const reader: Reader = {
    struct,
    isEarlier: struct === 'podman' || (engine === 'docker' && !does('docker-hands-on-whole-profile', release)),
    lacks: unreadKeys(engine, release),
    runtimeLacks: isChecked ? [] : WITHOUT_LISTENER,
  };
  const key = Object.values(reader).join();
  const known = readers.get(key) ?? reader;
  readers.set(key, known);
  return known;
}

/** Where the profile has the error number of its default answer; undefined where that is none, or EPERM, as without a number (`returnOf`). */
export function placeOfDefaultErrno({
  profile: { defaultErrno, defaultErrnoSpan },
  target,
  defaultAnswer: { action, data },
}: Pick<Filter, 'profile' | 'target' | 'defaultAnswer'>): Span | undefined {
  if (action !== 'ERRNO' || data === EPERM) return undefined;
  if (defaultErrno?.text && readsErrnoNames(target)) return defaultErrno.span;
  return defaultErrnoSpan;
}

/** A whole call that gets a verdict. */
export interface ExampleCall {
  call: Call;
  verdict: Verdict;
}

/** One call for each answer that a call may get, and whether these are all the answers. */
export interface ExampleCalls {
  /** The first is the one whose unknown arguments are all 0. */
  examples: readonly ExampleCall[];
  /** False where a call has hundreds of conditions, and the search ended before it had tried all. */
  isWhole: boolean;
}

/** For each answer of the filter's to a call with unknown arguments, values of these that get it, 0 where that is as good as any. */
export function exampleCalls(filter: Filter, call: PartCall): ExampleCalls {
  const compared = dependsOnArguments(filter, call);
  const first = exampleOf(filter, wholeCall(call, new Map(), compared));
  const found = locate(filter, call);
  if ('verdict' in found || found.entry === undefined) return { examples: [first], isWhole: true };
  const examples = new Map([[keyOf(first), first]]);
  for (const way of waysThrough(found.entry.program, halvesOf(call), canHold)) {
    if (way === undefined) return { examples: [...examples.values()], isWhole: false };
    const example = exampleOf(filter, wholeCall(call, way.known, compared));
    const other = examples.get(keyOf(example));
    if (other === undefined || sumOf(example) < sumOf(other)) examples.set(keyOf(example), example);
  }
  return { examples: [...examples.values()], isWhole: true };
}

const exampleOf = (filter: Filter, call: Call): ExampleCall => ({ call, verdict: decide(filter, call) });

const keyOf = ({ verdict: { action, data, rule } }: ExampleCall) =>
  [action, data, rule?.index, rule?.nameSpan?.start].join(' ');

/** Of two calls with the same answer, the one with lower numbers is easier to read. */
const sumOf = ({ call: { args } }: ExampleCall) => args.reduce((sum, value) => sum + value, 0n);

/** A call that the kernel runs whatever a filter says. */
export interface KernelException {
  name: string;
  /** From which release on: of the target's own series where it got it by a stable update. */
  since: string;
  /** Undefined where the target names a series, "6.12", and not which of its updates. */
  applies: boolean | undefined;
}

/**
 * kernel/seccomp.c seccomp_uprobe_exception (before 6.18 in seccomp_is_const_allow), for x86_64 alone. uretprobe: commit cf6cb56ef244 in 6.14, in the
 * ChangeLogs of 6.12.14 and 6.13.3. uprobe: commit 89d1d8434d24 in 6.18; the same in 6.12.57 and 6.17.7 does nothing, for the call came with 6.18. Of the
 * numbers below 512 five kernels from 5.10 to 7.3 except these two from filters and no others (test/oracle/seccomp/record_kernel_calls.py).
 */
const EXCEPTIONS: readonly {
  syscall: number;
  name: string;
  since: string;
  updates: Readonly<Record<string, number>>;
}[] = [
  { syscall: 335, name: 'uretprobe', since: '6.14', updates: { '6.12': 14, '6.13': 3 } },
  { syscall: 336, name: 'uprobe', since: '6.18', updates: {} },
];

/**
 * That the kernel asks no filter for the call: tracers plant these two in programs, which would otherwise die of their own filter. `decide` and `run`
 * give the filter's own answer all the same.
 */
export function kernelException(call: Pick<Call, 'arch' | 'syscall'>, target: Target): KernelException | undefined {
  const found = EXCEPTIONS.find(({ syscall }) => syscall === call.syscall);
  if (found === undefined || call.arch !== 'SCMP_ARCH_X86_64' || target.arch !== 'SCMP_ARCH_X86_64') return undefined;
  const [, series = '', update] = /^\s*(\d+\.\d+)(?:\.(\d+))?/.exec(target.kernel) ?? [];
  const { name, since, updates } = found;
  if (isAtLeast(target.kernel, since)) return { name, since, applies: true };
  const first = Object.hasOwn(updates, series) ? updates[series] : undefined;
  if (first === undefined) return { name, since, applies: false };
  return { name, since: `${series}.${first}`, applies: update === undefined ? undefined : Number(update) >= first };
}
