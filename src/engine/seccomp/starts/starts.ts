import file from '../../../../content/data/starts.json' with { type: 'json' };
import { architectureOf, type Call, isLoaded, numberOf, registerBits } from '../../linux/index.ts';
import type { Edit, Parsed } from '../../text/index.ts';
import { letPass } from '../allowing/readTrace.ts';
import type { Verdict } from '../filter/answers.ts';
import { type Runtime, versionsOf } from '../filter/laterKeys.ts';
import { architecturesFor, resolve } from '../filter/resolve.ts';
import { type Filter, possibleVerdicts } from '../filter/wholeCall.ts';

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
interface StartKind {
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

/** Whether the target's runtime can start a container under a filter. */
export interface Start {
  runtime: 'runc' | 'crun';
  /** The calls were recorded on the target's architecture. */
  recorded: boolean;
  /** What keeps a container from starting: empty where nothing does. */
  usual: readonly RefusedCall[];
  /** The same with no_new_privs (`--security-opt no-new-privileges`), where the runtime takes the filter on later. */
  noNewPrivileges: readonly RefusedCall[];
  /** An edit of the profile's text that lets all of `usual` pass, tried; undefined where none was found, or nothing is to do. */
  fix: Edit[] | undefined;
}

/** Where the starts were recorded; the same programs make nearly the same calls elsewhere. */
const RECORDED = 'SCMP_ARCH_X86_64';

/**
 * Whether a container starts under `filter`: of the calls that runc 1.1.15 or crun 1.21 still makes once the filter is in (recorded of real
 * containers), those whose refusal it doesn't survive. Undefined where there is no filter, or no runtime. `text` is the profile's, for the fix.
 */
export function starts(filter: Filter, text?: string): Start | undefined {
  const { runtime, arch } = filter.target;
  const usual = filter.off ? undefined : refusedAtStart(filter, false);
  const noNewPrivileges = filter.off ? undefined : refusedAtStart(filter, true);
  if (runtime === 'libseccomp' || usual === undefined || noNewPrivileges === undefined) return undefined;
  const isStarting = (after: Filter) => refusedAtStart(after, false)?.length === 0;
  const fix = text === undefined ? undefined : letPass(filter, text, usual, isStarting);
  return { runtime, recorded: arch === RECORDED, usual, noNewPrivileges, fix };
}

/** A call of the runtime's whose refusal keeps the container from starting. */
export interface RefusedCall {
  name: string;
  /** `sometimes` also where the filter looks at an argument that is not known, and where a start survives this refusal or not. */
  when: StartCall['when'];
  /** Those of its kinds that stop the start, where the filter lets others pass; empty where it lets none. */
  kinds: readonly Call[];
  verdict: Verdict;
  said: string | undefined;
}

/**
 * The calls that the target's runtime makes once the filter is in and that are answered so that the container doesn't start, in the order in which they
 * are made. A refusal that the runtime survives is none: it depends on the error number. Undefined for libseccomp alone, which starts nothing.
 */
export function refusedAtStart(filter: Filter, noNewPrivileges: boolean): readonly RefusedCall[] | undefined {
  const { runtime } = filter.target;
  if (runtime === 'libseccomp') return undefined;
  return startCalls(runtime, noNewPrivileges).flatMap((made) => refusedCall(filter, made) ?? []);
}

function refusedCall(filter: Filter, made: StartCall): RefusedCall | undefined {
  const { arch } = filter.target;
  const syscall = numberOf(arch, made.name);
  if (syscall === undefined) return undefined;
  const isStuck = made.instead.some((other) => refusedCall(filter, other) !== undefined);
  const kinds = made.kinds.map((kind) => {
    const args = kind.args.map((value) => value && BigInt.asUintN(registerBits(arch), value));
    const verdicts = possibleVerdicts(filter, { arch, syscall, args });
    const denied = verdicts.filter(isRefused);
    const refused = denied.filter((verdict) => isStuck || stops(verdict, kind, filter));
    const isSure =
      refused.length === verdicts.length && (isStuck || !refused.some((verdict) => races(verdict, kind, filter)));
    return { args, refused, said: kind.said, isDenied: denied.length > 0, isSure };
  });
  const stopped = kinds.filter(({ refused }) => refused.length > 0);
  const [verdict] = stopped.flatMap(({ refused }) => refused);
  if (verdict === undefined) return undefined;
  const isSure = stopped.some((kind) => kind.isSure);
  const callOf = (args: readonly (bigint | undefined)[]): Call => ({
    arch,
    syscall,
    args: args.map((value) => value ?? 0n),
    leftOut: args.flatMap((value, index) => (value === undefined ? [index] : [])),
  });
  return {
    name: made.name,
    when: isSure || made.when !== 'always' ? made.when : 'sometimes',
    kinds: kinds.every(({ isDenied }) => isDenied) ? [] : stopped.map(({ args }) => callOf(args)),
    verdict,
    said: stopped[0]?.said,
  };
}

/** Whether the call doesn't run for sure: a supervisor may let it. */
const isRefused = ({ action }: Verdict) => !['ALLOW', 'LOG', 'USER_NOTIF'].includes(action);

/** Whether the container doesn't start with such a refusal, or not in each start. */
function stops(verdict: Verdict, { survives, survivesAny }: StartKind, filter: Filter): boolean {
  const errno = errnoOf(verdict, filter);
  return errno === undefined || (!survivesAny && !survives.has(errno));
}

/** Whether some starts survive such a refusal. */
function races(verdict: Verdict, { survivesSometimes }: StartKind, filter: Filter): boolean {
  const errno = errnoOf(verdict, filter);
  return errno !== undefined && survivesSometimes.has(errno);
}

/** The error number with which a call is refused; without a tracer that of TRACE is ENOSYS. Undefined where the call doesn't return. */
function errnoOf({ action, data }: Verdict, { target }: Filter): number | undefined {
  if (action === 'TRACE') return architectureOf(target.arch).enosys;
  return action === 'ERRNO' ? data : undefined;
}

/** The filter that another runtime builds of the same profile, in the release that links began with, else for the same target; undefined where the tables that it asks are not loaded. */
export function filterWith(runtime: Runtime, { profile, target }: Filter): Parsed<Filter> | undefined {
  const { runtime: _, ...versions } = target.versions ?? {};
  const other = { ...target, runtime, versions };
  return architecturesFor(profile, other).every((arch) => isLoaded(arch, versionsOf(other).libseccomp))
    ? resolve(profile, other)
    : undefined;
}
