import { type ErrorFacts, type Explanation, type Message, unquoted } from '../../../messages/index.ts';
import { shell } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import { LESSONS } from './lessons.ts';

/** A file in an archive, and its owner there. */
export interface InArchive {
  tool: 'tar' | 'cpio';
  uid: number;
  gid: number;
  kind: IdKind;
  facts: ErrorFacts;
  denied: boolean;
}

/** What tar and cpio say of a file and its owner in the archive (paxutils, chown_error_details). */
export function inArchive({ text, small }: Message, at: number): InArchive | undefined {
  const found = /^cannot change ownership to uid (\d{1,10}), gid (\d{1,10}): (.{1,40})/i.exec(text.slice(at, at + 120));
  if (!found) return undefined;
  const [uid, gid] = [Number(found[1]), Number(found[2])];
  const path = text.slice(0, at).split(': ').at(-2);
  const kind: IdKind = uid >= gid ? 'uid' : 'gid';
  return {
    tool: small.startsWith('cpio: ') ? 'cpio' : 'tar',
    uid,
    gid,
    kind,
    facts: { inside: { uid, gid }, kind, ...(path !== undefined && path !== '' && { path: unquoted(path) }) },
    denied: small.startsWith('operation not permitted', at + (found[0].length - (found[3]?.length ?? 0))),
  };
}

/** The owner is not in the map. */
export function unmappedInArchive({ tool, uid, gid, kind, facts }: InArchive): Explanation {
  return {
    who: `the kernel, to ${tool}`,
    says: `In the archive the file belongs to UID ${uid} and GID ${gid}, but the map does not have ${kind.toUpperCase()} ${Math.max(uid, gid)}${uid > 65535 && gid > 65535 ? ' (or both)' : ''}. The file was unpacked, and belongs to the user who ran ${tool}.`,
    facts,
    ask: { kind, side: 'inside', id: Math.max(uid, gid) },
    next: [
      { why: 'Check how many IDs the map has.', command: shell`cat /proc/self/${kind}_map` },
      {
        why: 'If the owners do not matter, unpack without them.',
        command: tool === 'cpio' ? 'cpio --no-preserve-owner -i < ARCHIVE' : 'tar --no-same-owner -xf ARCHIVE',
        fixes: true,
      },
    ],
    learn: LESSONS.unmapped,
  };
}
