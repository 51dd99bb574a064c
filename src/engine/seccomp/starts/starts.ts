import { applyEdits, type Edit } from '../../text/index.ts';
import type { Filter } from '../filter/Filter.ts';
import { resolve } from '../filter/resolve.ts';
import { parseProfile } from '../profile/parseProfile.ts';
import { type RefusedCall, refusedAtStart } from './refusedAtStart.ts';
import { startFixes } from './startFix.ts';

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
  const fix = usual.length > 0 && text !== undefined ? triedFix(filter, text, usual) : undefined;
  return { runtime, recorded: arch === RECORDED, usual, noNewPrivileges, fix };
}

function triedFix(filter: Filter, text: string, refused: readonly RefusedCall[]): Edit[] | undefined {
  if (filter.profile.inString) return undefined;
  return startFixes(filter, text, refused).find((edits) => {
    const profile = parseProfile(applyEdits(text, edits)).value;
    const fixed = profile && resolve(profile, filter.target).value;
    return fixed !== undefined && refusedAtStart(fixed, false)?.length === 0;
  });
}
