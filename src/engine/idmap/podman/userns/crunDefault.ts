import type { Span } from '../../../text/index.ts';
import { checkWrite } from '../../kernel/checkWrite.ts';
import type { IdMap } from '../../map/Extent.ts';
import type { LocatedExtent } from '../../map/LocatedExtent.ts';
import type { IdKind } from '../../map/NamespaceMaps.ts';
import { LARGEST, readUnsigned } from '../../subid/readUnsigned.ts';

/** The map that crun writes where it is given none of a kind; `refused` where the kernel didn't take the one it tried first. */
export interface CrunDefault {
  map: LocatedExtent[];
  refused: boolean;
}

/** What crun looks at. */
export interface CrunDefaultFacts {
  kind: IdKind;
  /** The id of that kind that the process inside runs as. */
  inside: number;
  /** The text of /etc/subuid or /etc/subgid. */
  subids: string;
  /** The map of the namespace that crun is in. */
  parent: IdMap;
  span: Span;
}

/**
 * Who runs inside is root, who runs crun; the ids round about are those of the first line under "root". What the kernel doesn't take gives way to the
 * one id alone, and where there is no such line it is 0 inside (crun 1.21, src/libcrun/linux.c, libcrun_set_usernamespace; utils.c,
 * format_default_id_mapping).
 */
export function crunDefault({ kind, inside, subids, parent, span }: CrunDefaultFacts): CrunDefault {
  const single = { inside, outside: 0, count: 1, span };
  const range = rangeOfRoot(subids);
  if (!range) return { map: [{ ...single, inside: 0 }], refused: false };
  const before = Math.min(inside, range.count);
  const after = range.count - before;
  const from = range.start + before;
  const map = [
    ...(inside > 0 ? [{ inside: 0, outside: range.start, count: before, span }] : []),
    single,
    ...(after > 0 ? [{ inside: inside + 1, outside: from >>> 0, count: after, span }] : []),
  ];
  // They are printed with a sign (%d), which the kernel refuses.
  const text = map.map((extent) => `${extent.inside | 0} ${extent.outside | 0} ${extent.count | 0}\n`).join('');
  const refused = !checkWrite(text, { kind, parentMap: parent }).ok;
  return { map: refused ? [single] : map, refused };
}

/** The first line that begins with "root:", its numbers read with strtoull(3) and cut to 32 bits (utils.c, getsubidrange). */
function rangeOfRoot(text: string): { start: number; count: number } | undefined {
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    if (!line.startsWith(OWNER) || line.length < OWNER.length + 1) continue;
    const start = readU32(line.slice(OWNER.length));
    const end = OWNER.length + start.length;
    return end >= line.length ? undefined : { start: start.value, count: readU32(line.slice(end + 1)).value };
  }
  return undefined;
}

const OWNER = 'root:';

function readU32(text: string): { value: number; length: number } {
  const { value, length, negative, overflow } = readUnsigned(text, 10);
  const kept = overflow ? LARGEST : negative ? LARGEST + 1n - value : value;
  return { value: Number(kept & 0xffffffffn), length };
}
