import type { ShellWord } from '../../../text/index.ts';
import type { HostReleases } from '../../formats/noIdmappedMount.ts';
import type { PasteStep } from '../../formats/PasteStep.ts';
import type { Tool } from '../../formats/tools.ts';
import type { IdKind } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import type { Versions } from '../../versions/Versions.ts';
import type { Remedy } from '../Remedy.ts';

/** Ids of a user and of a group; either may not be known, or have no mapping. */
export interface Ids {
  uid: number | undefined;
  gid: number | undefined;
}

/** A question about an id, ready for those who answer it. */
export interface Need {
  /** Without the namespaces within the one that is asked about. */
  situation: Situation;
  /** What made the innermost namespace; undefined where there is none. */
  tool: Tool | undefined;
  kind: IdKind;
  /** Who is to use the files, in the innermost namespace. */
  inside: Ids;
  /** The same on the host. */
  outside: Ids;
  /** Who owns the files now, on the host. */
  owner: Ids | undefined;
  /** True where the host's id was asked for. */
  askedOutside: boolean;
  /** The directory as it is named, and as a word of a shell. */
  path: string;
  dir: ShellWord | 'DIR';
  /** DIR:/data, or what else follows -v, with the label's z or Z where the volume had it. */
  volume: string;
  /** dockerd has a map already. */
  daemonHasMap: boolean;
  target: ShellWord | '/data';
  /** The container has it there already. */
  mounted: boolean;
  image: ShellWord | 'IMAGE';
  /** The releases of the host's programs; left out, what links began with. */
  versions: Versions | undefined;
  /** The host has mounts that translate ids. */
  canMap: boolean;
  /** What the host runs. */
  host: HostReleases;
  /** Where Podman runs that is not on the host itself but in another container. */
  nested: boolean;
}

/** Makes one remedy for a need, or none where it wouldn't help. */
export type RemedyMaker = (need: Need) => Remedy | undefined;

/** What an idmapped mount with the container's whole map costs: on the disk its root is the host's. */
export const ROOT_ON_DISK = 'But files that root creates there belong to root on the host.';

/** A step for a shell on the host; the text of root's has its sudo. */
export function onHost(text: string): PasteStep {
  return { where: { shell: 'host', root: text.includes('sudo ') }, text };
}

/** A step for the shell in which the tool of the innermost namespace is run. */
export function whereToolRuns({ nested }: Need, text: string): PasteStep {
  return { where: { shell: nested ? 'container' : 'host', root: text.includes('sudo ') }, text };
}

/** A directory within the value of an option, where no shell reads "~" as the home. */
export const inOption = (dir: Need['dir']): string => dir.replace(/^~(?=\/)/, '"$HOME"');

/** uid:gid for chown, or what of it is known: 33:33, 33, :33. */
export function pair({ uid, gid }: Ids): string | undefined {
  if (uid === undefined && gid === undefined) return undefined;
  return `${uid ?? ''}${gid === undefined ? '' : `:${gid}`}`;
}

/** True where the files belong to these ids already, as far as they are told. */
export function isOwned(owner: Ids | undefined, by: Ids): boolean {
  if (owner === undefined || (owner.uid === undefined && owner.gid === undefined)) return false;
  const same = (kind: IdKind) => owner[kind] === undefined || by[kind] === undefined || owner[kind] === by[kind];
  return same('uid') && same('gid');
}

/** The host's root is brought into no container, and its files are given to none. */
export function hasRoot({ uid, gid }: Ids): boolean {
  return uid === 0 || gid === 0;
}

/** The id that is asked about, as the container has it, in words: "root", "UID 33", "GID 33". */
export function whoInside({ kind, inside }: Need): string {
  return kind === 'uid' && inside.uid === 0 ? 'root' : `${kind.toUpperCase()} ${inside[kind]}`;
}

/** The volume with one more option of -v: "-v DIR:/data:U", "-v DIR:/data:Z,U". */
export function volumeWith({ volume, target }: Need, option: string): string {
  return `${volume}${volume.endsWith(`:${target}`) ? ':' : ','}${option}`;
}
