import { parsePieces, sourceText } from '../../text/index.ts';
import type { IdMap } from '../map/Extent.ts';
import type { Entries } from './Entries.ts';
import { type ExtentNames, readJsonExtents, writeJsonExtents } from './jsonExtents.ts';

/** The names of dockerd's IDMap in JSON (pkg/idtools, idtools.go, Docker 26.1.5). */
const NAMES: ExtentNames = ['container_id', 'host_id', 'size'];

/** dockerd's own list. dockerd takes no map: it builds this one from the lines of /etc/subuid. */
export function writeDocker(map: IdMap): string {
  return writeJsonExtents(map, NAMES, '');
}

export function readDocker(text: string): Entries {
  const json = parsePieces(text);
  if (!json.value) return { entries: [], diagnostics: json.diagnostics };
  const { extents, diagnostics } = readJsonExtents(sourceText(text), json.value, NAMES);
  return {
    entries: extents.map((extent) => ({ ...extent, kinds: ['uid', 'gid'] })),
    diagnostics: [...json.diagnostics, ...diagnostics],
  };
}
