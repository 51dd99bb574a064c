import file from '../../../../content/data/tools.json' with { type: 'json' };
import type { Program } from '../versions/programWords.ts';

/**
 * What makes a namespace. `kernel` is a bare uid_map of which nobody knows the maker; `podman` is Podman run by a user without
 * privileges, `podman-root` by root; `docker-rootless` is dockerd under rootlesskit, `dockerd` the one of root with --userns-remap.
 */
export type Tool = keyof typeof file;

/** What is known of a tool; what it reads, writes and does with it is in tools/. */
interface ToolFacts {
  /**
   * newuidmap writes its maps, so their ids need lines in /etc/subuid: always, unless root runs it (util-linux 2.41 calls newuidmap only where it
   * lacks the capability to write by itself; seen with strace), or never, because it writes them itself as root. (dockerd reads its lines as the map.)
   */
  asksNewuidmap: boolean | 'not-as-root';
  /** It builds the user's own namespace first, with the caller's own id as 0 (newuidmap grants that without a line), and maps within it. */
  ownIdFirst: boolean;
  /**
   * Files that a container has already follow its map. Podman makes them anew (containers/storage, the mappings of a layer), a Pod's are the
   * kubelet's to shift, incusd shifts them at the next start (driver_lxc.go, handleIdmappedStorage), and at an idmapped mount nothing moves. dockerd's
   * don't, but what to do is told with its lines (tools/docker.ts).
   */
  shiftsFiles: boolean;
  /** Which programs make its map. */
  programs: readonly Program[];
  /** What becomes of a text with which it makes no map. */
  fails: string;
  /**
   * What becomes of the groups of the user who runs it, where it starts processes as that user. Seen with Podman 5.4.2 and crun 1.21: a plain
   * container has none of them; with keep-groups `id` shows each as 65534, and a directory of the group, mode 2770, can be written to. So it is under
   * unshare 2.41, which drops nothing. (podman-run(1), --group-add; user_namespaces(7).)
   */
  groups?: string;
}

export const TOOLS = file as Readonly<Record<Tool, ToolFacts>>;
