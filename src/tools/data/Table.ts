import type { Stamp } from './stamp.ts';
import type { Suite } from './suites.ts';

/** One Debian package, unpacked: what a table is made from and what its stamp names. */
export interface Package {
  package: string;
  version: string;
  /** The suite that it was asked of, where that isn't the machine's own. */
  suite?: Suite;
  /** The folder that holds the package's files as they would lie under `/`. */
  root: string;
}

/** A package that a table needs, by its name, or by a pattern where the name itself carries a version; of the machine's own suite or of another. */
export type Need = string | InSuite | WantedVersion;

export interface InSuite {
  package: string;
  suite: Suite;
}

export interface WantedVersion {
  /** What it is called among a table's needs. */
  key: string;
  suite?: Suite;
  /** Recognises the package's name in a stamp. */
  pattern: RegExp;
  /** The metapackage that depends, at one or two removes, on today's version of it; `ARCH` is Debian's name of the machine. */
  metapackage: string;
}

/** Gives the unpacked package that the table needs. */
export type Packages = (need: Need) => Package;

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

/** What tells a need from a table's others: `package/suite` as apt writes it, the package or key alone where it is of the machine's own suite. */
export function needKey(need: Need): string {
  if (typeof need === 'string') return need;
  const name = 'package' in need ? need.package : need.key;
  return need.suite === undefined ? name : `${name}/${need.suite}`;
}

/** The suite that a need names; undefined for the machine's own. */
export function suiteOf(need: Need): Suite | undefined {
  return typeof need === 'string' ? undefined : need.suite;
}
