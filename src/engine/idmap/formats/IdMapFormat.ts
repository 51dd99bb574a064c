/**
 * The ways to write one map down: the kernel's file, /etc/subuid lines, the `uidMappings` of an OCI config.json, dockerd's own list
 * (IDMap, pkg/idtools), LXC's `lxc.idmap` lines, the options of Podman run by root, the arguments of newuidmap(1) and unshare(1), the
 * option of systemd-nspawn(1), and the one of mount(8) for an idmapped mount.
 */
export type IdMapFormat =
  | 'uid_map'
  | 'subid'
  | 'oci'
  | 'docker'
  | 'lxc'
  | 'podman'
  | 'newuidmap'
  | 'unshare'
  | 'nspawn'
  | 'mount';

export interface FormatOptions {
  /** User ids unless said otherwise; group ids go by other names in most formats. */
  kind?: 'uid' | 'gid';
  /** Who the lines of `subid` lend to; dockremap, which dockerd makes for --userns-remap=default, unless said otherwise. */
  owner?: string;
}
