import type { SubidReader } from './SubidReader.ts';

/** How a text is read: as whatever it is recognised to be, or wholly as one kind of lines. */
export type ReadAs = 'paste' | 'subuid' | 'uid_map';

/** What a reader has in hand, and the little that can't be read off it. */
export interface Given {
  /** Outermost namespace first; each text tells of the namespace within the one before. */
  texts: readonly { text: string; readAs: ReadAs }[];
  reader: SubidReader;
  /** The account that ids are lent to, as typed: for dockerd the value of --userns-remap. */
  user: string;
  /** Its ids in digits, or ''. */
  uid: string;
  gid: string;
}
