/** The directory that a remapped dockerd keeps its data in: under the data root, named by the outside ids of inside 0. */
const REMAPPED = /\/(\d{1,10})\.(\d{1,10})(?:\/|$)/;

/**
 * The outside uid and gid of root inside, from a path such as /var/lib/docker/165536.165536/overlay2/... (daemon/daemon_unix.go,
 * setupDaemonRoot, Docker 26.1.5); undefined where the path has no such part.
 */
export function remapDirectory(path: string): { uid: number; gid: number } | undefined {
  const found = REMAPPED.exec(path.slice(0, 4096));
  return found ? { uid: Number(found[1]), gid: Number(found[2]) } : undefined;
}
