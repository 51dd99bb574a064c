import type { Span } from '../../../text/index.ts';
import type { IdKind } from '../../map/Extent.ts';

/** A user of /etc/passwd (its `id` is a uid) or a group of /etc/group (a gid). */
export interface Account {
  kind: IdKind;
  name: string;
  id: number;
  span: Span;
}
