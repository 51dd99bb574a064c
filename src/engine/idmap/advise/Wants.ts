import type { HostReleases } from '../formats/mount.ts';
import type { PasteStep } from '../formats/parseFormat.ts';

/** What a remedy is for, as far as it is known. What is left out stands in the text as a placeholder in capitals: DIR, IMAGE. */
export interface Wants extends HostReleases {
  /** The directory on the host that the container is to use. */
  path?: string;
  /** Where the container has it; /data unless said otherwise. */
  target?: string;
  /** The container has the directory there already: its config says so. */
  mounted?: true;
  /** The volume is relabelled for SELinux: z for all containers, Z for this one. It stays so. */
  label?: string;
  /** True where dockerd has --userns-remap, and the container does without. */
  daemonHasMap?: boolean;
  image?: string;
  /** Who owns it now, by ids of the host. */
  owner?: { uid: number; gid: number };
  /** Who is to use it, by ids inside; where the asked id is the host's: root, unless said otherwise. */
  process?: { uid: number; gid: number };
}

/** One way out, ready to paste. */
export interface Remedy {
  /** Stable and readable: it appears in tests. */
  code: string;
  /** What it brings about: "Give the directory to the container's uid 33". */
  title: string;
  /** When to choose it and what it costs, in a sentence or two. */
  why: string;
  /** In order; each is copied by itself. */
  steps: readonly PasteStep[];
}
