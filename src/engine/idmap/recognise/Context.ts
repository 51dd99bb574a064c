import type { Typed } from './Typed.ts';

/** What was said above a line and still holds for it. */
export interface Context {
  /** The last command, until another, or the end of the code block it stood in. */
  typed: Typed | undefined;
  /** The file named by a header or a label. */
  file: string | undefined;
  /** Seen inside a container. */
  where: 'container' | undefined;
  /** Whose shell the prompt shows: "root@ct". */
  shell: string | undefined;
  /** The known files that stand behind the lines, as far as header, label or command tell; worked out once. */
  files: readonly KnownFile[];
  /** What stands for PID in a path such as /proc/self/uid_map. */
  pid: string | undefined;
}

/** The files whose names tell what their lines are, by the last part of the path. */
export type KnownFile = 'subuid' | 'subgid' | 'uid_map' | 'gid_map' | 'passwd' | 'group' | 'status';

/** A path's last part that stands for known files. Braces keep their order; what a shell pattern finds is sorted. */
const NAMES: Readonly<Record<string, readonly KnownFile[] | undefined>> = {
  subuid: ['subuid'],
  'subuid-': ['subuid'],
  subgid: ['subgid'],
  'subgid-': ['subgid'],
  uid_map: ['uid_map'],
  gid_map: ['gid_map'],
  passwd: ['passwd'],
  group: ['group'],
  status: ['status'],
  'sub*': ['subgid', 'subuid'],
  'sub?id': ['subgid', 'subuid'],
  'sub*id': ['subgid', 'subuid'],
  'sub[ug]id': ['subgid', 'subuid'],
  'sub{u,g}id': ['subuid', 'subgid'],
  '{subuid,subgid}': ['subuid', 'subgid'],
  'sub{uid,gid}': ['subuid', 'subgid'],
  '{uid,gid}_map': ['uid_map', 'gid_map'],
  '{u,g}id_map': ['uid_map', 'gid_map'],
  '?id_map': ['gid_map', 'uid_map'],
  '[ug]id_map': ['gid_map', 'uid_map'],
  '*id_map': ['gid_map', 'uid_map'],
  '*_map': ['gid_map', 'uid_map'],
};

/** The known files that a word names, in the order in which a shell gives them. */
export function knownFiles(word: string): readonly KnownFile[] {
  const name = word.slice(word.lastIndexOf('/') + 1);
  return (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined) ?? [];
}

export const isSubidFile = (file: KnownFile | undefined) => file === 'subuid' || file === 'subgid';
export const isMapFile = (file: KnownFile | undefined) => file === 'uid_map' || file === 'gid_map';

/** The context that follows from a command, a file's name and a place. */
export function contextOf({ typed, file, where, shell }: Pick<Context, 'typed' | 'file' | 'where' | 'shell'>): Context {
  const paths = file === undefined ? (typed?.words ?? []) : [file];
  const files = file === undefined ? (typed?.words.slice(1).flatMap(knownFiles) ?? []) : knownFiles(file);
  return { typed, file, where, shell, files, pid: pidIn(paths) };
}

function pidIn(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = path.includes('/proc/') ? /\/proc\/(\w{1,20})\//.exec(path.slice(0, 200)) : null;
    if (found) return found[1];
  }
  return undefined;
}
