import { dockerEngine } from '../docker/dockerEngine.ts';
import type { Part } from '../recognise/Part.ts';
import type { Versions } from '../versions/Versions.ts';
import type { Situation } from './Situation.ts';

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
