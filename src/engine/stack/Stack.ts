/** Who reads a profile and starts the runtime. */
export type StackEngine = 'docker' | 'podman' | 'containerd' | 'cri-o';

/** A part of a stack that was asked for real: `test/oracle/recordings/` holds what it said. */
export type StackPart = 'engine' | 'runtime' | 'libseccomp' | 'kernel';

/** One dated set of versions as people have it installed: content/data/versions/stacks.json. */
export interface Stack {
  /** What links call it. Dated, and never given another meaning. */
  id: string;
  /** Its name in a list, which has room for some fifty letters. */
  label: string;
  engine: StackEngine;
  /** Upstream's releases, "28.5.2": what Debian adds does not count, except where `profile` says so. */
  versions: Readonly<Record<'engine' | 'runtime' | 'libseccomp', string>>;
  runtime: 'runc' | 'crun';
  /** "major.minor" of its kernel. */
  kernel: string;
  /** The preset with the engine's default profile. */
  profile: string;
  /** Whose default a container gets; `capabilitiesOf` gives the names. */
  capabilities: 'docker' | 'podman' | 'cri-o';
  /** A page is without what follows: the month in which it came: of the engine's release, or of the Debian release that has it. */
  date?: string;
  /** What of it was asked for real. */
  recorded?: readonly StackPart[];
  /** Where each version is from. */
  source?: string;
}
