import { type Diagnostic, error, isError, type Parsed } from '../../text/index.ts';
import { mapProblems } from '../kernel/mapProblems.ts';
import { type IdMap, plainExtent } from '../map/Extent.ts';
import {
  type FormatOptions,
  type IdMapFormat,
  readNewuidmap,
  readPodman,
  readSubid,
  readUidMap,
  readUnshare,
} from './format.ts';
import { incusSettings, readRawIdmap } from './incus/incusSettings.ts';
import { readDocker, readOci } from './jsonExtents.ts';
import { type Entries, readLxc } from './lxc.ts';
import { readMount } from './mount.ts';
import { readNspawn } from './nspawn.ts';

/** The entries of raw.idmap, which Incus puts into a range of its own: `parseIncus` has that. */
function readIncus(text: string): Entries {
  const raw = incusSettings(text).find(({ key }) => key === 'raw.idmap');
  return readRawIdmap(raw?.lines ?? []);
}

/** How each way to write a map down is read. */
const READERS: Record<IdMapFormat, (text: string, owner: string) => Entries> = {
  uid_map: readUidMap,
  subid: readSubid,
  oci: (text) => readOci(text),
  docker: readDocker,
  lxc: readLxc,
  incus: readIncus,
  podman: readPodman,
  newuidmap: readNewuidmap,
  unshare: readUnshare,
  nspawn: (text) => readNspawn(text),
  mount: readMount,
};

/**
 * The map in `text`, of the kind and for the owner that `options` name; undefined where something is wrong with the text, where the kernel
 * would refuse the map, and where the text has none. For every map that `expressible` allows, parseFormat(format(map)) is that map.
 */
export function parseFormat(text: string, as: IdMapFormat, options: FormatOptions = {}): Parsed<IdMap> {
  const { kind = 'uid', owner = 'dockremap' } = options;
  const { entries, diagnostics } = READERS[as](text, owner);
  const own = entries.filter(({ kinds }) => kinds.includes(kind));
  const all = [...diagnostics, ...(as === 'uid_map' ? [] : mapProblems(own))];
  if (all.some(isError)) return { value: undefined, diagnostics: all };
  if (own.length > 0) return { value: own.map(plainExtent), diagnostics: all };
  const none = `No ${kind.toUpperCase()} map in this text.`;
  all.push(error('format-no-map', none, 'Paste the line or the option that holds it.'));
  return { value: undefined, diagnostics: all };
}

/**
 * Why LXC starts no container with these maps, though the kernel takes each of them: a kind without a map, or whose root has no id. Its start
 * ends where it becomes root inside (seen with LXC 6.0.4).
 */
export function isOfTheStart({ code }: Pick<Diagnostic, 'code'>): boolean {
  return code === 'lxc-one-sided' || code === 'lxc-root-unmapped';
}

/** Text for a shell, or lines for a file. */
export interface PasteStep {
  /**
   * Where it goes: a shell on the host or in the container, or a file. Of a file that may have something in it already, `add` says that the lines
   * go beside that, and `replaces` names the lines whose place they take: nothing else of it may be lost. Neither: a file of the reader's own making.
   */
  where: { shell: 'host' | 'container'; root: boolean } | { file: string; add?: true; replaces?: string };
  text: string;
  /** What it is for, when it is needed, or what to beware of, in a sentence or two. It is read before the text is pasted. */
  note?: string;
}
