import { type Span, sourceText, spanAt } from '../../../text/index.ts';

/** What `docker info` tells about user namespaces. Undefined is what these lines leave open. */
export interface DockerInfo {
  /** True where dockerd remaps (--userns-remap); false where security options are listed and userns isn't among them. */
  userns: boolean | undefined;
  rootless: boolean | undefined;
  rootDir: { path: string; span: Span } | undefined;
  /** The outside ids of root inside, from the data directory's name. */
  root: { uid: number; gid: number } | undefined;
  /** Docker Desktop: the daemon, and the /etc/subuid that counts, are in its virtual machine. */
  desktop: boolean;
  /** "Server Version". */
  version: string | undefined;
}

/**
 * Reads `docker info` as text (cli/command/system/info.go, Docker 26.1.5: "Security Options:" with a name a line, or the name= form of
 * older clients) or as JSON, whole or a few lines of it.
 */
export function readDockerInfo({ content }: { content: string }): DockerInfo {
  const source = sourceText(content);
  const rootDir =
    /(?:Docker Root Dir:[ \t]{1,8}|"DockerRootDir"[ \t]{0,8}:[ \t]{0,8}")(\/[^\s"]{0,4096})/.exec(content) ??
    // What --format prints has no labels.
    /(?:^|[\s"'])(\/[^\s"']{0,4096}\/\d{1,10}\.\d{1,10})(?=$|[\s"'])/m.exec(content);
  const path = rootDir?.[1];
  const at = rootDir && path !== undefined ? rootDir.index + rootDir[0].length - path.length : 0;
  const has = (name: string) => new RegExp(`^[ \\t]{0,20}${name}[ \\t\\r]{0,8}$|\\bname=${name}\\b`, 'm').test(content);
  const listed = /Security Options:|"SecurityOptions"|name=seccomp/.test(content);
  const root = path === undefined ? undefined : remapDirectory(path);
  const option = (name: string) => (has(name) ? true : listed ? false : undefined);
  return {
    userns: option('userns') ?? (root && true),
    rootless: /^[ \t]{0,20}Context:[ \t]{1,12}rootless[ \t\r]{0,8}$/m.test(content) || option('rootless'),
    rootDir: path === undefined ? undefined : { path, span: spanAt(source, at, at + path.length) },
    root,
    desktop:
      /Operating System"?[ \t]{0,8}:[ \t]{0,8}"?Docker Desktop|"OperatingSystem"[ \t]{0,8}:[ \t]{0,8}"Docker Desktop/.test(
        content,
      ),
    version: /(?:Server Version:[ \t]{1,8}|"ServerVersion"[ \t]{0,8}:[ \t]{0,8}")([\w.+~-]{1,60})/.exec(content)?.[1],
  };
}

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
