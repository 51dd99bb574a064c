import { olderLibseccomp } from '#tables';
import file from '../../../content/data/syscalls/names.json' with { type: 'json' };
import { type Arch, architectureOf } from './architecture.ts';
import { compareReleases, isSince } from './release.ts';
import { BEGAN_LIBSECCOMP, type OlderLibseccomp } from './tables/OlderLibseccomp.ts';

// What names a release knows. One between two that were asked answers as the older; one before all of them, as the oldest. What is asked of one before
// 2.6.0 throws a RangeError where a page has not loaded it (loadTables).

/** The newest release, whose names and numbers today's tables are. */
export const NEWEST_LIBSECCOMP: string = newest();

// @__NO_SIDE_EFFECTS__
function newest(): string {
  return file.of.libseccomp;
}

/** What a release answers otherwise than the newest. */
interface Release {
  /** By name that it doesn't know: the first of the recorded releases that does. */
  unknown: ReadonlyMap<string, string>;
  lacks: OlderLibseccomp['lacks'][string];
}

const RELEASES = /* @__PURE__ */ new Map<string, Release>();

function releaseOf(libseccomp: string): Release {
  const known = RELEASES.get(libseccomp);
  if (known !== undefined) return known;
  const older = isSince(libseccomp, BEGAN_LIBSECCOMP) ? undefined : olderLibseccomp();
  const later = Object.entries<readonly string[]>({ ...older?.since, ...file.since }).filter(
    ([first]) => compareReleases(first, libseccomp) > 0,
  );
  const lacks = Object.entries(older?.lacks ?? {});
  const made = {
    unknown: new Map(later.flatMap(([first, names]) => names.map((name) => [name, first] as const))),
    lacks: (lacks.findLast(([release]) => isSince(libseccomp, release)) ?? lacks[0])?.[1] ?? {},
  };
  RELEASES.set(libseccomp, made);
  return made;
}

/** The first recorded release that knows a name which this one doesn't; undefined for what it knows, and for what none does. */
export function knownSince(name: string, libseccomp: string): string | undefined {
  return releaseOf(libseccomp).unknown.get(name);
}

/** Whether the release knows the name and not its number on the ABI. */
export function lacksNumber(arch: Arch, name: string, libseccomp: string): boolean {
  return releaseOf(libseccomp).lacks[architectureOf(arch).token]?.includes(name) ?? false;
}
