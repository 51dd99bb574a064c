import type { Diagnostic, Span } from '../../../text/index.ts';
import type { IdKind } from '../../map/NamespaceMaps.ts';
import type { Warning } from '../Warning.ts';

/** What a sentence calls the ids, their map, and the file that lends them. */
export interface Words {
  ids: string;
  map: string;
  file: string;
  /** What the file does, or both do. */
  lend: 'lends' | 'lend';
}

export const WORDS: Record<IdKind | 'both', Words> = {
  uid: { ids: 'user ids', map: 'uid map', file: '/etc/subuid', lend: 'lends' },
  gid: { ids: 'group ids', map: 'gid map', file: '/etc/subgid', lend: 'lends' },
  both: { ids: 'user and group ids', map: 'uid and gid maps', file: '/etc/subuid and /etc/subgid', lend: 'lend' },
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
