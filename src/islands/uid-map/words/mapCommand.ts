import { mapText } from '../../../engine/idmap/index.ts';
import type { Elsewhere } from '../../../instrument/checks/Elsewhere.ts';
import type { MapInSight } from '../../../instrument/checks/map/mapChecks.ts';

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
