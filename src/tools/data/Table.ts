import type { Stamp } from './stamp.ts';

/** One Debian package, unpacked: what a table is made from and what its stamp names. */
export interface Package {
  package: string;
  version: string;
  /** The folder that holds the package's files as they would lie under `/`. */
  root: string;
}

/** A package that a table needs, by its name, or by a pattern where the name itself carries a version. */
export type Need = string | WantedVersion;

export interface WantedVersion {
  /** How the table asks for it. */
  key: string;
  /** Recognises the package's name in a stamp. */
  pattern: RegExp;
  /** The metapackage that depends, at one or two removes, on today's version of it; `ARCH` is Debian's name of the machine. */
  metapackage: string;
}

/** Gives the unpacked package that the table needs, by the need's name or key. */
export type Packages = (need: string) => Package;

/** One generator: which files it writes under content/data/, from which packages. */
export interface Table {
  /** What the command line calls it. */
  name: string;
  /** Paths under content/data/, the stamped file first. */
  files: readonly string[];
  needs: readonly Need[];
  /** The text of each file, in the order of `files`, with the stamp of all the needs. It depends on nothing but the packages. */
  make(packages: Packages, stamp: Stamp): string[];
}

/** The name by which a table asks for a need. */
export function needKey(need: Need): string {
  return typeof need === 'string' ? need : need.key;
}
