import type { Tool } from '../formats/tools.ts';
import type { IdKind, NamespaceMaps } from '../map/Extent.ts';
import type { Account } from '../recognise/readAccounts.ts';
import type { Subid } from '../subid/parseSubids.ts';

/** One user namespace; its outside ids are the inside ids of the level before it, of the first level the host's. */
export interface Level extends NamespaceMaps {
  /** What the reader calls it: "container", "the user's namespace". */
  name: string;
  tool: Tool;
}

/** Everything that is known of a host and its namespaces, from what a reader has in hand. */
export interface Situation {
  /** Outermost first. Empty where there is no map: ids inside are the host's own. */
  levels: readonly Level[];
  /** Who runs the tool, as far as it is known. */
  user: { name: string; uid?: number; gid?: number } | undefined;
  /** The host's files, undefined where nobody has shown them. */
  subuid: readonly Subid[] | undefined;
  subgid: readonly Subid[] | undefined;
  /** The host's users and groups, as far as they are known. */
  accounts: readonly Account[];
}

/** An id that is asked for. `level` counts namespaces: 0 is the host, n the inside of the nth level. */
export interface Asked {
  kind: IdKind;
  level: number;
  id: number;
}
