import type { Account } from '../recognise/accounts/Account.ts';

/** What the reader's texts show of the host, beside the maps. */
export interface HostLooks {
  /** The files at the reader's offsets, all else blank; undefined where nobody has shown them. One that doesn't say which it is stands for both. */
  subuid: string | undefined;
  subgid: string | undefined;
  accounts: readonly Account[];
  /** Whom `id` named. */
  caller: { name: string; uid: number; gid: number; groups: readonly number[] } | undefined;
  /** The value of dockerd's --userns-remap. */
  remapOption: string | undefined;
  /** `docker info` says that Docker runs in Docker Desktop's machine. */
  dockerDesktop: boolean;
}
