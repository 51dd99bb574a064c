import type { IdKind } from '../map/Extent.ts';
import type { Situation } from '../situation/Situation.ts';
import type { Seen } from './Seen.ts';
import type { Warning } from './Warning.ts';
import { amongHostIds } from './warn/amongHostIds.ts';
import { assignsRoot } from './warn/assignsRoot.ts';
import { dockerDesktop } from './warn/dockerDesktop.ts';
import type { Finding } from './warn/Finding.ts';
import { fewIds } from './warn/fewIds.ts';
import { forBothKinds } from './warn/forBothKinds.ts';
import { gidTwin } from './warn/gidTwin.ts';
import { hostRoot } from './warn/hostRoot.ts';
import { identityMap } from './warn/identityMap.ts';
import { labelForbids } from './warn/labelForbids.ts';
import { lostGroups } from './warn/lostGroups.ts';
import { mapsDiffer } from './warn/mapsDiffer.ts';
import { pastSigned } from './warn/pastSigned.ts';
import { realAccount } from './warn/realAccount.ts';
import { sharedRange } from './warn/sharedRange.ts';
import { subidsOverlap } from './warn/subidsOverlap.ts';
import { volumeRefused } from './warn/volumeRefused.ts';

type Rule = (situation: Situation, seen: Seen) => Warning[];

const ofBothKinds =
  (find: (situation: Situation, kind: IdKind, seen: Seen) => Finding[]): Rule =>
  (situation, seen) =>
    forBothKinds((kind) => find(situation, kind, seen));

/** Worst first: what hands the host or a person to a container, then what breaks, then what puzzles. */
const RULES: readonly Rule[] = [
  ofBothKinds(assignsRoot),
  dockerDesktop,
  ofBothKinds(identityMap),
  ofBothKinds(hostRoot),
  ofBothKinds(realAccount),
  ofBothKinds(amongHostIds),
  ofBothKinds(subidsOverlap),
  gidTwin,
  labelForbids,
  volumeRefused,
  ofBothKinds(fewIds),
  lostGroups,
  mapsDiffer,
  ofBothKinds(pastSigned),
  ofBothKinds(sharedRange),
];

/**
 * What works, or seems to, and yet will bite: each with the numbers in it, what to do, and where this site teaches why. Worst first.
 * `seen` is what other texts of the reader have shown. A part of the situation that isn't known gives no warning.
 */
export function warnings(situation: Situation, seen: Seen = {}): Warning[] {
  return RULES.flatMap((rule) => rule(situation, seen));
}
