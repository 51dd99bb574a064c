import { type Diagnostic, error, shorten } from '../../text/index.ts';
import { type IdKind, type IdMap, LAST_ID } from '../map/Extent.ts';
import type { Versions } from '../versions/programWords.ts';

/** Who runs a tool, as /etc/passwd has the account. */
export interface HostUser {
  name: string;
  uid: number;
  /** The login group. */
  gid: number;
}

export const ROOT: HostUser = { name: 'root', uid: 0, gid: 0 };

/** A user or group that the host knows by name. */
export interface KnownName {
  kind: IdKind;
  name: string;
  id: number;
}

/** What a tool finds on the host: who runs it, and the texts of the two files. */
export interface HostFacts {
  user: HostUser;
  /** The text of /etc/subuid. */
  subuid: string;
  /** The text of /etc/subgid. */
  subgid: string;
  /** Other users and groups, as far as they are known. */
  names?: readonly KnownName[];
  /** The maps of the namespace that the tool runs in; left out, it is the first one, which has every id. */
  parent?: { uid: IdMap; gid: IdMap };
  /** The releases of its programs; left out, what links began with. */
  versions?: Versions;
}

/** What was typed as the UID or GID of an account, where it is none. */
export function wrongId(typed: string, kind: IdKind): Diagnostic {
  const message = `“${shorten(typed)}” is not a ${kind.toUpperCase()}.`;
  return error(`remap-${kind}`, message, `Type a number from 0 to ${LAST_ID}, or leave the field empty.`);
}

/** Whether a problem is one of these. */
export function isWrongId({ code }: Diagnostic): boolean {
  return code === 'remap-uid' || code === 'remap-gid';
}
