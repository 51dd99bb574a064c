import type { Tool } from '../formats/tools.ts';
import type { IdKind, NamespaceMaps } from '../map/Extent.ts';
import type { Account, Part } from '../recognise/Typed.ts';
import type { Subid } from '../subid/parseSubids.ts';
import { dockerEngine, type Versions } from '../versions/programWords.ts';

/** One user namespace; its outside ids are the inside ids of the level before it, of the first level the host's. */
export interface Level extends NamespaceMaps {
  /** What the reader calls it: "container", "the user's namespace". */
  name: string;
  tool: Tool;
}

/** Everything that is known of a host and its namespaces, from what a reader has in hand. */
export interface Situation {
  /** Outermost first. Empty where there is no map: ids inside are the host's own. */
  levels: readonly Level[];
  /** Who runs the tool, as far as it is known. */
  user: { name: string; uid?: number; gid?: number } | undefined;
  /** The host's files, undefined where nobody has shown them. */
  subuid: readonly Subid[] | undefined;
  subgid: readonly Subid[] | undefined;
  /** The host's users and groups, as far as they are known. */
  accounts: readonly Account[];
}

/** An id that is asked for. `level` counts namespaces: 0 is the host, n the inside of the nth level. */
export interface Asked {
  kind: IdKind;
  level: number;
  id: number;
}

/** The programs that make a map from subordinate ids, where nothing else says which. A dated name always stands for the same rules. */
export const SUBID_READERS = ['dockerd', 'dockerd-28', 'docker-rootless', 'podman', 'proxmox', 'kubernetes'] as const;

/**
 * `dockerd` is --userns-remap up to Docker 27, `dockerd-28` what came after (`DockerEngine`); the two rootless ones are run by a user without
 * privileges; `proxmox` is an unprivileged container of Proxmox VE, whose map needs root's line; `kubernetes` is a Pod with `hostUsers: false`.
 */
export type SubidReader = (typeof SUBID_READERS)[number];

/** The reader that a dockerd of these releases is. */
export const dockerdReader = (versions: Versions = {}): SubidReader =>
  dockerEngine(versions) === '28.0' ? 'dockerd-28' : 'dockerd';

/** How a text is read: as whatever it is recognised to be, or wholly as one kind of lines. */
export type ReadAs = 'paste' | 'subuid' | 'uid_map';

/** What a reader has in hand, and the little that can't be read off it. */
export interface Given {
  /** Outermost namespace first; each text tells of the namespace within the one before. `parts`: of a paste, where it was recognised already. */
  texts: readonly { text: string; readAs: ReadAs; parts?: readonly Part[] }[];
  reader: SubidReader;
  /** The account that has subordinate ids, as typed: for dockerd the value of --userns-remap. */
  user: string;
  /** Its ids in digits, or ''. */
  uid: string;
  gid: string;
  /** The releases of the host’s programs; left out, what links began with. */
  versions?: Versions | undefined;
  /** The runtime that reads a config.json; left out, its mounts are not looked at. */
  runtime?: 'runc' | 'crun' | undefined;
  /** The kernel that the maps are written to, "7.2"; left out, what links began with: Linux 6.12 to 6.18. */
  kernel?: string | undefined;
}

/** The account as it was typed, with its ids where they are numbers. */
export function typedUser({ user, uid, gid }: Given): Situation['user'] {
  const name = user.trim();
  if (name === '') return undefined;
  const number = (text: string) => (/^[0-9]+$/.test(text.trim()) ? Number(text) : undefined);
  const [ownUid, ownGid] = [number(uid), number(gid)];
  return { name, ...(ownUid !== undefined && { uid: ownUid }), ...(ownGid !== undefined && { gid: ownGid }) };
}
