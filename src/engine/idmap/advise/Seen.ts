import type { Span } from '../../text/index.ts';
import type { Extent } from '../map/Extent.ts';

/** What a reader's other texts have shown beside the maps. Each part left out is not known. */
export interface Seen {
  /** The group ids, on the host, of the user who runs the tool: from `id`. */
  groups?: readonly number[];
  /** Files and directories that the container is to use, as the host lists them. */
  files?: readonly SeenFile[];
  /** The SELinux types of files on the host, where `ls -Z` shows them. */
  labels?: readonly { path: string; type: string }[];
  /** Who asks for those files: ids inside the innermost namespace. Left out: root. */
  process?: SeenProcess;
  /** True where `docker info` says Docker Desktop. */
  dockerDesktop?: boolean;
  /** Other containers of the host, their maps seen from the host. */
  others?: readonly SeenContainer[];
}

/** A line of `ls -ln` or an answer of `stat`, on the host. */
export interface SeenFile {
  path: string;
  /** As ls prints it, type first: drwxr-x---. */
  mode: string;
  uid: number;
  gid: number;
  /** ls prints "+" after the mode. */
  hasAcl?: boolean;
  /** ls prints "." after the mode: SELinux has a label for it. */
  hasLabel?: boolean;
  span?: Span;
}

/** Ids inside the innermost namespace. */
export interface SeenProcess {
  uid: number;
  gid: number;
  groups?: readonly number[];
}

export interface SeenContainer {
  name: string;
  uid?: readonly Extent[];
  gid?: readonly Extent[];
}
