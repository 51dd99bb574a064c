import type { Diagnostic, Parsed } from '../../../text/index.ts';
import type { IdMap } from '../../map/Extent.ts';
import type { Word } from '../text/Word.ts';
import type { BothMaps } from './BothMaps.ts';
import { fillMap } from './fillMap.ts';
import { freeRanges, insideRanges } from './freeRanges.ts';
import { readMapOption } from './readMapOption.ts';

/** The namespace that Podman itself runs in: of root the host's or its parent's, of a user without privileges the one that Podman made. */
export interface OwnNamespace {
  uid: IdMap;
  gid: IdMap;
  rootless: boolean;
}

/**
 * Both maps from the values of --uidmap and --gidmap. One kind's values serve for both where the other has none; a kind that its flags
 * leave empty gets all ids of the user's namespace in rootless Podman (Podman 5.4.2, pkg/util/utils.go, ParseIDMapping).
 */
export function readMapOptions(
  uidValues: readonly Word[],
  gidValues: readonly Word[],
  own: OwnNamespace,
): Parsed<BothMaps> {
  const uidFrom = uidValues.length > 0 ? uidValues : gidValues;
  const gidFrom = gidValues.length > 0 ? gidValues : uidValues;
  const uid = readMapOption(uidFrom, { kind: 'uid', parent: own.uid, rootless: own.rootless });
  const gid = readMapOption(gidFrom, { kind: 'gid', parent: own.gid, rootless: own.rootless });
  const diagnostics = [
    ...uid.diagnostics,
    ...(uidFrom === gidFrom ? notToldOf(uid.diagnostics, gid.diagnostics) : gid.diagnostics),
  ];
  if (!uid.value || !gid.value) return { value: undefined, diagnostics };

  const maps = { uid: uid.value, gid: gid.value };
  const [first] = [...uidValues, ...gidValues];
  if (own.rootless && first) {
    if (maps.uid.length > 0 && maps.gid.length === 0) maps.gid = everyId(own.gid, first);
    else if (maps.gid.length > 0 && maps.uid.length === 0) maps.uid = everyId(own.uid, first);
  }
  return { value: maps, diagnostics };
}

function everyId(parent: IdMap, word: Word) {
  return fillMap([], freeRanges(insideRanges(parent), []), word.span());
}

/** Values that were read twice have what is wrong with them told once. */
function notToldOf(told: readonly Diagnostic[], diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ code, span }: Diagnostic) => `${code} ${span?.start}`;
  const known = new Set(told.map(key));
  return diagnostics.filter((diagnostic) => !known.has(key(diagnostic)));
}
