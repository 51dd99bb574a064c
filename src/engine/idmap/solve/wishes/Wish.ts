import type { IdKind } from '../../map/Extent.ts';

/** "These ids inside are to be those outside": `count` ids (1 if left out) of users, of groups, or (left out) of both. */
export interface Wish {
  inside: number;
  outside: number;
  count?: number;
  kind?: IdKind | 'both';
}
