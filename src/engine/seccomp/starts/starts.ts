import type { Edit } from '../../text/index.ts';
import { letPass } from '../allowing/letPass.ts';
import type { Filter } from '../filter/Filter.ts';
import { type RefusedCall, refusedAtStart } from './refusedAtStart.ts';

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
