import { architectureOf, type Call, isLoaded, numberOf, registerBits } from '../../linux/index.ts';
import type { Edit, Parsed } from '../../text/index.ts';
import { letPass } from '../allowing/letPass.ts';
import type { Filter } from '../filter/Filter.ts';
import { possibleVerdicts } from '../filter/outcomes.ts';
import { architecturesFor, resolve } from '../filter/resolve.ts';
import { type Runtime, versionsOf } from '../filter/Target.ts';
import type { Verdict } from '../filter/Verdict.ts';
import { type StartCall, type StartKind, startCalls } from './startCalls.ts';

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
