import type { Span } from '../../text/index.ts';

/** One line of /etc/subuid or /etc/subgid: `count` ids from `start` up, lent to `owner`, a login name or a uid in digits (subuid(5)). */
export interface Subid {
  owner: string;
  start: number;
  count: number;
  span: Span;
}
