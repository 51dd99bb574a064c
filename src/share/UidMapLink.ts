import type { SubidReader } from '../engine/idmap/index.ts';

/** What the text of a link is: lines of /etc/subuid, the lines of a map, or whatever a person had, which is recognised. */
export type UidMapSource = 'subuid' | 'uid_map' | 'paste';

/** The tools whose configuration can be asked for first. */
export const WISH_TOOLS = [
  'proxmox',
  'lxc',
  'podman',
  'podman-root',
  'docker',
  'docker-rootless',
  'oci',
  'nspawn',
  'unshare',
  'newuidmap',
  'mount',
  'kubernetes',
] as const;
export type WishTool = (typeof WISH_TOOLS)[number];

/** A state of the UID-mapping calculator, as a link says it. */
export interface UidMapLink {
  /** `read`: whose id is that? `make`: a map that does what is wished. */
  task: 'read' | 'make';
  source: UidMapSource;
  text: string;
  /** Namespaces within the one of `text`, outermost first: what the reader has of each. */
  inner: readonly string[];
  reader: SubidReader;
  /** The account that ids are lent to (the value of --userns-remap), and its ids where they are known. */
  user: string;
  uid: string;
  gid: string;
  /** The id that is asked for, as typed, and whether it is a user's or a group's. */
  kind: 'uid' | 'gid';
  id: string;
  /** Where the id stands: in the innermost namespace, on the host, or that many namespaces below the host. */
  side: 'inside' | 'outside' | number;
  /** Where a listing in the text was printed. */
  seen: 'host' | 'inside';
  /** Ids that must meet, as typed: `1000:1005`, `u33:33`, `g44:44:2`, between commas. */
  want: string;
  /** Lines of /etc/subuid whose ids the rest may take. */
  have: string;
  /** What matters more: few lines, or that the other ids keep theirs. */
  prefer: 'fewest' | 'kept';
  tool: WishTool;
}

/**
 * What a key that is left out means. Published links lean on these values, so they never change: a new default gets a new
 * link key, and the old one is read as it was.
 */
export const UID_MAP_LINK_DEFAULTS: UidMapLink = {
  task: 'read',
  source: 'subuid',
  text: 'dockremap:165536:65536',
  inner: [],
  reader: 'dockerd',
  user: 'dockremap',
  uid: '',
  gid: '',
  kind: 'uid',
  id: '33',
  side: 'inside',
  seen: 'host',
  want: '1000:1005',
  have: 'root:100000:65536',
  prefer: 'kept',
  tool: 'proxmox',
};

/** Namespaces within namespaces that a link holds. Linux nests 32 deep; nobody has been seen to go past three. */
export const MOST_INNER = 3;

/** The mappings that a link asks for: a map has no more lines (linux/user_namespace.h, UID_GID_MAP_MAX_EXTENTS). */
export const MOST_WANTED = 340;

/** The key of each kind of text; where the text is packed, `.z` follows it. */
export const KEY_OF: Record<UidMapSource, string> = { subuid: 'subuid', uid_map: 'map', paste: 'paste' };

/** The key of the text of the namespace that lies `index` namespaces within the first. */
export const innerKey = (index: number) => `in${index + 1}`;
