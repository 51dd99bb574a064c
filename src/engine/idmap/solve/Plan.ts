import type { Diagnostic } from '../../text/index.ts';
import type { PasteStep } from '../formats/PasteStep.ts';
import type { Tool } from '../formats/tools.ts';
import type { Extent, IdKind, IdMap } from '../map/Extent.ts';
import type { Subid } from '../subid/parseSubids.ts';

/** What the map is to be beside the wishes, and for whom. */
export interface SolveOptions {
  /**
   * Inside ids from 0 up that must all be mapped: 65536 unless said otherwise, the ids that an image may use. `all`: as many as the
   * range has ids, fewer only where wishes take some out of it.
   */
  size?: number | 'all';
  /** False: nothing is mapped but the wishes. */
  rest?: boolean;
  /**
   * Whose lines of the files serve the rest and grant: root where root runs the tool (Proxmox, LXC), a login name for a rootless
   * one. Left out: the owner of the first line, or root. root's own ids are 0 unless said otherwise.
   */
  user?: { name: string; uid?: number; gid?: number };
  /** The lines of /etc/subgid where they are not those of /etc/subuid. */
  subgid?: readonly Subid[];
  /** The maps in use until now: ids of the rest keep their outside ids where that costs no extent. Left out: the range laid end to end. */
  current?: { uid?: IdMap; gid?: IdMap };
  /**
   * `fewest`: as few extents as can be, unless said otherwise. `kept`: first every id of the rest that can have its usual outside id has it, then
   * as few extents as can be. The two differ only where a wish takes an id out of the range.
   */
  prefer?: 'fewest' | 'kept';
  /** Whether lines are needed in /etc/subuid depends on it; newuidmap's rules unless said otherwise. */
  tool?: Tool;
  /** A kernel release such as "4.14", whose limit was 5 extents. */
  kernel?: string;
}

/** A line that /etc/subuid or /etc/subgid needs and lacks. */
export interface Grant {
  owner: string;
  start: number;
  count: number;
}

/**
 * Why a part of the map is as it is: it was `asked` for; its ids `kept` the outside ids that they have otherwise (or in the current map);
 * they had others and `moved`; or they had none and are `new`.
 */
export type PlanReason = 'asked' | 'kept' | 'moved' | 'new';

export interface PlanPart extends Extent {
  because: PlanReason;
}

/** One of the two maps with what there is to say about it. */
export interface PlanSide {
  map: IdMap;
  /** The map in parts, in order of inside ids; an extent that joins a wish and its neighbours is several parts. */
  parts: readonly PlanPart[];
  /** The lines of the user that there are, and those that are missing. */
  lines: readonly Subid[];
  grants: readonly Grant[];
  /** The lines of everybody else. */
  others: readonly Subid[];
  /** The map without the wishes: the current one, or the range laid end to end. */
  usual: IdMap;
  /** Ids of the rest by what became of them. */
  kept: number;
  moved: number;
  /** True where it is proven that no map with fewer extents does it (with `prefer: 'kept'`: that keeps as many). */
  fewest: boolean;
  /** What the other preference would give, where it differs. */
  other: { prefer: 'fewest' | 'kept'; extents: number; moved: number } | undefined;
}

/** Maps that have every mapping that was asked for, and what the host's files lack for them. */
export interface Plan {
  uid: IdMap;
  gid: IdMap;
  /** Lines to add, such as `root:1005:1`. */
  subuid: readonly string[];
  subgid: readonly string[];
  sides: Readonly<Record<IdKind, PlanSide>>;
  /** Whose the lines are. */
  user: { name: string; uid?: number; gid?: number };
}

/** Why there is no plan, or what to know about the one there is; `of` says in which text `span` and `fix` are. */
export interface PlanDiagnostic extends Diagnostic {
  of: 'wishes' | 'subuid' | 'subgid';
  /** What to do about it. */
  steps?: readonly PasteStep[];
}

/** A problem of what was asked for, rather than of a file. */
export const ofWishes = (diagnostic: Diagnostic): PlanDiagnostic => ({ of: 'wishes', ...diagnostic });

/** `Parsed<Plan>` whose diagnostics say which text they are about. */
export interface Solved {
  value: Plan | undefined;
  diagnostics: PlanDiagnostic[];
}
