/** The release that links began with; what those before it answer otherwise is loaded on demand. */
export const BEGAN_LIBSECCOMP = '2.6.0';

/** content/data/syscalls/libseccomp.json, both by release, oldest first. */
export interface OlderLibseccomp {
  /** The names that no recorded release before this one knows. */
  since: Readonly<Record<string, readonly string[]>>;
  /** Names that the release knows, by libseccomp's word for the ABI on which it lacks their number. */
  lacks: Readonly<Record<string, Readonly<Record<string, readonly string[] | undefined>>>>;
}
