/**
 * What makes the namespace. `kernel` is a bare uid_map of which nobody knows the maker; `podman` is Podman run by a user without
 * privileges, `podman-root` by root; `docker-rootless` is dockerd under rootlesskit, `dockerd` the one of root with --userns-remap.
 */
export type Tool =
  | 'kernel'
  | 'dockerd'
  | 'docker-rootless'
  | 'podman'
  | 'podman-root'
  | 'lxc'
  | 'nspawn'
  | 'unshare'
  | 'newuidmap'
  | 'oci'
  | 'kubernetes'
  | 'mount';
