import type { Diagnostic, Span } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { Warning } from '../Warning.ts';

/** What a sentence calls the ids, their map, and the file that assigns them. */
export interface Words {
  ids: string;
  map: string;
  file: string;
  /** What the file does, or both do. */
  assign: 'assigns' | 'assign';
}

export const WORDS: Record<IdKind | 'both', Words> = {
  uid: { ids: 'UIDs', map: 'UID map', file: '/etc/subuid', assign: 'assigns' },
  gid: { ids: 'GIDs', map: 'GID map', file: '/etc/subgid', assign: 'assigns' },
  both: { ids: 'UIDs and GIDs', map: 'UID and GID maps', file: '/etc/subuid and /etc/subgid', assign: 'assign' },
};

/** A warning about one of the two kinds of id, not yet put into words: the same thing often holds for both. */
export interface Finding {
  code: string;
  severity: Diagnostic['severity'];
  /** Findings of one code with the same facts are told once, for both kinds. */
  facts: string;
  say(words: Words): { message: string; hint: string };
  span?: Span | undefined;
  learn: Warning['learn'];
}
