import type { ShellWord } from '../../../text/index.ts';
import type { HostReleases } from '../../formats/mount.ts';
import type { PasteStep } from '../../formats/parseFormat.ts';
import type { Tool } from '../../formats/tools.ts';
import { joinExtents } from '../../map/compose.ts';
import type { IdKind, IdMap } from '../../map/Extent.ts';
import type { Situation } from '../../situation/Situation.ts';
import type { Versions } from '../../versions/programWords.ts';
import { hostExtents } from '../hostExtents.ts';
import type { Remedy } from '../Wants.ts';

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

/**
 * An idmapped mount (mount(8), X-mount.idmap, util-linux 2.39; Linux 5.12): the files stay as they are on the disk, and show under other
 * ids at the mount. The first number of an entry is the id on the disk; a mount with user entries alone is refused (EINVAL).
 */
const idmapMount: RemedyMaker = (need) => {
  const { kind, outside, owner, dir, canMap } = need;
  if (!canMap) return undefined;
  // At such a mount the host's root would be somebody of the container.
  if (outside[kind] === undefined || isOwned(owner, outside) || hasRoot(outside) || (owner && hasRoot(owner)))
    return undefined;
  const entries = owner === undefined ? wholeMap(need) : ownersOnly(need);
  if (entries === undefined) return undefined;
  return {
    code: 'idmapped-mount',
    title:
      owner === undefined
        ? 'Use an idmapped mount'
        : `Use an idmapped mount: UID ${owner.uid} shows as container ${whoInside(need)}`,
    why: `The mount translates IDs both ways; existing files on the disk do not change. Give the container MOUNTPOINT, an empty directory, instead of ${dir}.${owner !== undefined && owner.gid === undefined ? ` The owner’s GID is assumed to be ${owner.uid} too.` : ''}${owner === undefined ? ` ${ROOT_ON_DISK}` : ''} Needs Linux 5.12, mount 2.39 and a file system with idmapped mounts (not NFS); it lasts until you unmount it.`,
    steps: [onHost(`sudo mount --bind -o 'X-mount.idmap=${entries}' ${dir} MOUNTPOINT`)],
  };
};

function ownersOnly({ owner, outside }: Need): string | undefined {
  const gid = owner?.gid ?? owner?.uid;
  if (owner?.uid === undefined || gid === undefined || outside.uid === undefined || outside.gid === undefined) {
    return undefined;
  }
  return `u:${owner.uid}:${outside.uid}:1 g:${gid}:${outside.gid}:1`;
}

function wholeMap({ situation }: Need): string | undefined {
  const maps = [hostExtents(situation, 'uid') ?? [], hostExtents(situation, 'gid') ?? []] as const;
  if (maps.some((map) => map.length === 0 || map.some(({ outside }) => outside === 0))) return undefined;
  const written = (type: string, map: IdMap) =>
    joinExtents(map).map(({ inside, outside, count }) => `${type}:${inside}:${outside}:${count}`);
  return [...written('u', maps[0]), ...written('g', maps[1])].join(' ');
}

/** chown(1) on the host, to what the ids inside are there. */
export const chownOnHost: RemedyMaker = (need) => {
  const { inside, outside, owner, kind, dir } = need;
  // No files are given to the host's root, nor to its group.
  if (!outside[kind] || isOwned(owner, outside)) return undefined;
  const known = ({ uid, gid }: Ids) => pair({ uid, gid: outside.gid ? gid : undefined });
  const [names, ids] = kind === 'uid' ? [known(inside), known(outside)] : [`GID ${inside.gid}`, `GID ${outside.gid}`];
  return {
    code: kind === 'uid' ? 'chown' : 'chgrp',
    title: `Change the owner of ${dir} to container ${whoInside(need)}`,
    why: `The kernel compares host IDs, and ${names} in the container is ${ids} on the host. The simplest way, if nobody else needs the files.`,
    steps: [onHost(kind === 'uid' ? `sudo chown -R ${ids} ${dir}` : `sudo chgrp -R ${outside.gid} ${dir}`)],
  };
};

/** An entry in an ACL, and the same as default for what is made later (setfacl(1), acl 2.3.2). */
export const acl: RemedyMaker = (need) => {
  const { outside, kind, dir, owner } = need;
  const id = outside[kind];
  if (!id || isOwned(owner, outside)) return undefined;
  const entry = `${kind === 'uid' ? 'u' : 'g'}:${id}:rwX`;
  return {
    code: 'acl',
    title: 'Grant access with an ACL',
    why: `The ACL grants container ${whoInside(need)} (${id} on the host) access and leaves the owner as it is; the default entry covers files created later. Needs setfacl and a file system with ACLs.`,
    steps: [onHost(`sudo setfacl -R -m ${entry},d:${entry} ${dir}`)],
  };
};

/** The group instead of the owner: setgid directories hand the group on to what is made in them (inode(7)). */
export const shareByGroup: RemedyMaker = ({ inside, outside, owner, dir }) => {
  if (!outside.gid || inside.gid === undefined || isOwned(owner, outside)) return undefined;
  return {
    code: 'group',
    title: `Share ${dir} with container GID ${inside.gid}`,
    why: `GID ${inside.gid} in the container is ${outside.gid} on the host. The owner stays, and new files get the group. Both sides need umask 002, so that the group can write to new files.`,
    steps: [
      onHost(
        [
          `sudo chgrp -R ${outside.gid} ${dir}`,
          `sudo chmod -R g+rwX ${dir}`,
          `sudo find ${dir} -type d -exec chmod g+s {} +`,
        ].join('\n'),
      ),
    ],
  };
};

/** For files on the host, whatever made the namespace. */
export const FILES: readonly RemedyMaker[] = [chownOnHost, acl, shareByGroup, idmapMount];
