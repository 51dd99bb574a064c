/** A piece of a source’s words: plain, or a thread that it names. */
export type SourcePiece = string | { text: string; url: string };

/** Repositories that are named in short, and those of the programs that a bare number belongs to. */
const REPOSITORIES: Readonly<Record<string, string>> = {
  moby: 'moby/moby',
  docker: 'moby/moby',
  podman: 'containers/podman',
  runc: 'opencontainers/runc',
  'runtime-spec': 'opencontainers/runtime-spec',
  crun: 'containers/crun',
  containerd: 'containerd/containerd',
  shadow: 'shadow-maint/shadow',
};

const THREAD =
  /(?:(?<named>[\w.-]+\/[\w.-]+|moby|runc|podman|crun|runtime-spec)(?:#| pull request )|#)(?<number>\d{2,6})\b|Debian bug (?<bug>\d+)/g;

/** The threads that a source names as links: "moby#42604 and #42005"; a bare number is of the repository before it, or of the program `of`. */
export function threadLinks(source: string, of = ''): readonly SourcePiece[] {
  const pieces: SourcePiece[] = [];
  let repository = REPOSITORIES[of];
  let from = 0;
  for (const match of source.matchAll(THREAD)) {
    const { named, number, bug } = match.groups ?? {};
    if (named !== undefined) repository = named.includes('/') ? named : REPOSITORIES[named];
    const url =
      bug === undefined
        ? repository && `https://github.com/${repository}/issues/${number}`
        : `https://bugs.debian.org/${bug}`;
    if (url === undefined) continue;
    if (match.index > from) pieces.push(source.slice(from, match.index));
    pieces.push({ text: match[0], url });
    from = match.index + match[0].length;
  }
  if (from < source.length) pieces.push(source.slice(from));
  return pieces;
}
