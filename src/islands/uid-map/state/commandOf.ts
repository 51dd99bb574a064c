import {
  type Part,
  type PodmanCommand,
  type PodmanVolume,
  parsePodman,
  type Reading,
} from '../../../engine/idmap/index.ts';

/** Docker's commands don't depend on who types them. */
const ANYBODY = { user: { name: 'user', uid: 1000, gid: 1000 }, subuid: '', subgid: '', names: [] };

/** The command that starts the container: the one that the maps were made of, else, for a dockerd with a map, the docker line of the text. */
export function commandOf({ command, texts }: Reading): PodmanCommand | undefined {
  return command ?? dockerCommand(texts[0]?.parts ?? []);
}

function dockerCommand(parts: readonly Part[]): PodmanCommand | undefined {
  for (const { kind, content } of parts) {
    if (kind !== 'podman' || !/\bdocker\b/.test(content)) continue;
    const { value } = parsePodman(content, ANYBODY);
    if (value?.program === 'docker') return value;
  }
  return undefined;
}

/** Who runs in the container of a command: root unless it says otherwise; undefined where only the image knows (a name). */
export function processOf({ user }: PodmanCommand): { uid: number; gid: number } | undefined {
  if (user === undefined) return { uid: 0, gid: 0 };
  if (user.uid === undefined) return user.text === 'root' ? { uid: 0, gid: 0 } : undefined;
  // Without a group the image's /etc/passwd says it, and 0 where it has no such user.
  return { uid: user.uid, gid: user.gid ?? 0 };
}

/** A volume that is a directory of the host, and not one with a name. */
export function isHostFolder(volume: PodmanVolume): volume is PodmanVolume & { source: string } {
  return volume.source !== undefined && /^(?:[./~]|\$\{?(?:PWD|HOME)\b)/.test(volume.source);
}
