import { type JsonNode, memberOf, parsePieces, sourceText } from '../../text/index.ts';
import type { IdKind, IdMap } from '../map/Extent.ts';
import type { Entries, Entry } from './Entries.ts';
import { type ExtentNames, readJsonExtents, writeJsonExtents } from './jsonExtents.ts';

/** OCI runtime specification, config-linux.md, "User namespace mappings". */
const NAMES: ExtentNames = ['containerID', 'hostID', 'size'];

/** The `uidMappings` or `gidMappings` of an OCI config.json; they belong into its "linux". */
export function writeOci(map: IdMap, kind: IdKind): string {
  return `{\n  "${kind}Mappings": ${writeJsonExtents(map, NAMES, '  ')}\n}`;
}

/** What an OCI config says about ids, whole or the part about `linux`. */
export interface OciSettings extends Entries {
  root: JsonNode | undefined;
  /** The object that holds the mappings and namespaces: `linux`, or the text's own outermost one. */
  linux: JsonNode | undefined;
}

/** The extents of `uidMappings` and `gidMappings`, in the `linux` of a config.json or, in a part of one, outermost. */
export function readOci(text: string): OciSettings {
  const source = sourceText(text);
  const { value: root, diagnostics } = parsePieces(text);
  const linux = memberOf(root, 'linux') ?? root;
  const entries: Entry[] = [];
  for (const kind of ['uid', 'gid'] as const) {
    const list = memberOf(linux, `${kind}Mappings`);
    if (!list) continue;
    const read = readJsonExtents(source, list, NAMES);
    diagnostics.push(...read.diagnostics);
    entries.push(...read.extents.map((extent) => ({ ...extent, kinds: [kind] })));
  }
  return { entries, diagnostics, root, linux };
}
