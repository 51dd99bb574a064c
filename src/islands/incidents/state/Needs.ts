/** One way to a vulnerability: all of its calls, in a user namespace of its own or with capabilities of the container's. */
export interface WayNeeds {
  through?: 'user-namespace' | undefined;
  with: readonly string[];
  /** Each is a line of checks, `keyctl -> allow`, or several of which one is enough. */
  calls: readonly (string | readonly string[])[];
}

/** What a vulnerability takes, in the language of checks. */
export interface Needs {
  /** cve-2022-0185 */
  id: string;
  /** A kernel that has the hole, where a profile answers for older kernels in another way. */
  kernel?: string | undefined;
  /** Any one is enough; none: no call of the container's takes part. */
  ways: readonly WayNeeds[];
}

export type Stopper = 'seccomp' | 'user-namespace' | 'capability' | 'lsm' | 'other' | 'nothing';

/** A vulnerability as the table lists it. */
export interface Incident extends Needs {
  title: string;
  /** What people call it. */
  name?: string | undefined;
  /** 2022-01-18 */
  date: string;
  /** What stopped it, by the sources. */
  stopped: readonly Stopper[];
}
