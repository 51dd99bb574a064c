import { type IdMap, mapText } from '../../../engine/idmap/index.ts';
import type { Elsewhere } from '../../../instrument/checks/Checks.ts';
import type { MapInSight } from '../../../instrument/checks/map/mapChecks.ts';
import type { UidMapSource } from '../../../share/uidMapLink.ts';
import type { State } from '../state/State.ts';
import { kernelOn } from '../state/versionsOn.ts';
import type { ExtentTableView } from './extentRows.ts';
import type { View } from './select.ts';

/**
 * What checks are put to, of what was answered: the lines of a map as they stand, so that what the kernel has against them is told; else the maps in the
 * tables, the host's first. None where one of them is not known or refused.
 */
export function checkedMap({ state, view, source }: { state: State; view: View; source: UidMapSource }): MapInSight {
  const kernel = kernelOn(state);
  if (view.make) return { maps: view.make.tables.slice(0, 1).map(mapOf), kind: 'uid', kernel };
  const { kind, texts, readAs } = state;
  const [text, another] = texts;
  if (another === undefined && (readAs === 'uid_map' || source === 'uid_map')) return { text, maps: [], kind, kernel };
  const { tables } = view.read;
  const isWhole = tables.length >= texts.length && tables.every(({ refused }) => !refused);
  return { maps: isWhole ? tables.map(mapOf).reverse() : [], kind, kernel };
}

const mapOf = ({ rows }: ExtentTableView): IdMap =>
  rows.map(({ inside, outside, count }) => ({ inside: inside[0], outside: outside[0], count }));

/** The command that puts the checks to the map in sight (src/cli/check); undefined where there is no map, or one within another, which is no file. */
export function mapCommand({ text, maps: [map, inner] }: MapInSight): Elsewhere | undefined {
  const lines = text ?? (map && !inner ? mapText(map) : '');
  if (lines.trim() === '') return undefined;
  return {
    command: 'node waterline.js check map.txt checks.txt',
    file: { name: 'map.txt', text: lines.replace(/\n?$/, '\n') },
    note: undefined,
  };
}
