/**
 * What makes a namespace. `kernel` is a bare uid_map of which nobody knows the maker; `podman` is Podman run by a user without
 * privileges, `podman-root` by root; `docker-rootless` is dockerd under rootlesskit, `dockerd` the one of root with --userns-remap.
 */
export type Tool =
  | 'kernel'
  | 'dockerd'
  | 'docker-rootless'
  | 'podman'
  | 'podman-root'
  | 'lxc'
  | 'incus'
  | 'nspawn'
  | 'unshare'
  | 'newuidmap'
  | 'oci'
  | 'kubernetes'
  | 'mount';

/** What the tools differ in where one answer is made for all of them. */
interface ToolRow {
  /**
   * newuidmap writes its maps, so their ids need lines in /etc/subuid: always, unless root runs it, or never, because it writes them itself as
   * root. (dockerd reads its lines as the map: see `dockerd` in solve/configs/.)
   */
  asksNewuidmap: boolean | 'not-as-root';
  /** It builds the user's own namespace first, with the caller's own id as 0 (newuidmap grants that without a line), and maps within it. */
  ownIdFirst: boolean;
  /**
   * Files that a container has already follow its map. Podman makes them anew (containers/storage, the mappings of a layer), a Pod's are the
   * kubelet's to shift, and at an idmapped mount nothing moves. dockerd's don't, but what to do is told with its lines (solve/configs/docker.ts).
   */
  shiftsFiles: boolean;
}

export const TOOLS: Record<Tool, ToolRow> = {
  kernel: { asksNewuidmap: false, ownIdFirst: false, shiftsFiles: false },
  dockerd: { asksNewuidmap: false, ownIdFirst: false, shiftsFiles: true },
  'docker-rootless': { asksNewuidmap: true, ownIdFirst: true, shiftsFiles: false },
  podman: { asksNewuidmap: true, ownIdFirst: true, shiftsFiles: true },
  'podman-root': { asksNewuidmap: false, ownIdFirst: false, shiftsFiles: true },
  lxc: { asksNewuidmap: true, ownIdFirst: false, shiftsFiles: false },
  // incusd shifts the files at the next start, or mounts them idmapped (driver_lxc.go, handleIdmappedStorage).
  incus: { asksNewuidmap: true, ownIdFirst: false, shiftsFiles: true },
  nspawn: { asksNewuidmap: false, ownIdFirst: false, shiftsFiles: false },
  // util-linux 2.41 calls newuidmap only where it lacks the capability to write by itself; seen with strace.
  unshare: { asksNewuidmap: 'not-as-root', ownIdFirst: false, shiftsFiles: false },
  newuidmap: { asksNewuidmap: true, ownIdFirst: false, shiftsFiles: false },
  oci: { asksNewuidmap: false, ownIdFirst: false, shiftsFiles: false },
  kubernetes: { asksNewuidmap: false, ownIdFirst: false, shiftsFiles: true },
  mount: { asksNewuidmap: false, ownIdFirst: false, shiftsFiles: true },
};
