import { type Diagnostic, info, type Span, sourceText, spanAt, warning } from '../../text/index.ts';
import { hostMaps } from '../formats/Entries.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import { readDockerInfo } from '../recognise/docker/readDockerInfo.ts';
import { readInspect } from '../recognise/docker/readInspect.ts';
import { readPodmanInfo } from '../recognise/docker/readPodmanInfo.ts';
import type { Part } from '../recognise/Part.ts';
import { programWords } from '../versions/programWords.ts';
import type { Versions } from '../versions/Versions.ts';
import { type Built, FROM_TEXT, NOTHING_BUILT, relocateMaps } from './Built.ts';

export type ReportPart = Part & { kind: 'docker-info' | 'podman-info' | 'inspect' };

export function isReport(part: Part): part is ReportPart {
  return part.kind === 'docker-info' || part.kind === 'podman-info' || part.kind === 'inspect';
}

/** The length of dockerd's range unless an administrator chose another: SUB_UID_COUNT of login.defs(5). */
const USUAL_COUNT = 65536;

/** The map of the user's own namespace, as `podman info` prints it. */
export function buildFromPodmanInfo(part: ReportPart, versions?: Versions): Built {
  const maps = part.kind === 'podman-info' ? readPodmanInfo(part).maps : undefined;
  if (!maps?.uid && !maps?.gid) return NOTHING_BUILT;
  const level = { name: 'the user’s namespace', tool: 'podman', maps: relocateMaps(maps, part.span) } as const;
  return {
    ...NOTHING_BUILT,
    levels: [{ ...level, source: FROM_TEXT }],
    computedFor: [programWords('podman', versions)],
  };
}

/** A container of which `docker inspect` or `docker info` says that it has no user namespace of its own. */
export function buildWithoutNamespace(part: ReportPart, versions?: Versions): Built {
  const { content, span } = part;
  // Rootless Podman runs every container within its user's own namespace, so IDs there are not the host's.
  if (/"(?:OCIRuntime|OCIConfigPath|ConmonPidFile)"/.test(content)) return NOTHING_BUILT;
  const saysSo = withoutNamespace(part);
  if (saysSo === undefined) return NOTHING_BUILT;
  const found = saysSo.place.exec(content);
  const at: Span = found
    ? spanAt(sourceText(content), found.index, found.index + found[0].length)
    : { start: 0, end: content.length, line: 1, column: 1 };
  const maps = relocateMaps(hostMaps(at), span);
  const message = `${saysSo.message} IDs in the container are the host’s.`;
  return ofDockerd(maps, info('situation-no-namespace', message, undefined, maps.uid?.[0]?.span), versions);
}

/** What of the report says that there is no namespace; undefined where it leaves that open. */
function withoutNamespace(part: ReportPart): { place: RegExp; message: string } | undefined {
  if (part.kind === 'inspect' && readInspect(part).usernsMode === 'host') {
    const message = 'UsernsMode is host: the container has no user namespace of its own.';
    return { place: /"UsernsMode"[^\n]{0,40}/, message };
  }
  if (part.kind !== 'docker-info') return undefined;
  const { userns, rootless, root } = readDockerInfo(part);
  if (userns !== false || rootless || root) return undefined;
  const message = 'The security options do not include userns: this dockerd does not remap.';
  return { place: /Security Options:|"SecurityOptions"|name=\w{1,20}/, message };
}

/** The host's ids of the container's root, from the name of dockerd's data directory. */
function reportedRoot(part: ReportPart): { uid: number; gid: number } | undefined {
  if (part.kind === 'docker-info') return readDockerInfo(part).root;
  return part.kind === 'inspect' ? readInspect(part).root : undefined;
}

/** A container of a dockerd that remaps: its data directory is named after the first ids of the range, and the length is assumed. */
export function buildFromRoot(part: ReportPart, versions?: Versions): Built {
  const root = reportedRoot(part);
  if (!root) return NOTHING_BUILT;
  const { span } = part;
  const side = (outside: number) => [{ inside: 0, outside, count: USUAL_COUNT, span }];
  const message = `The directory shows that the range begins at ${root.uid}; its length, ${USUAL_COUNT} IDs, is assumed.`;
  const assumed = info('situation-count', message, 'Paste /etc/subuid to be sure.', { ...span, end: span.start });
  return ofDockerd({ uid: side(root.uid), gid: side(root.gid) }, assumed, versions);
}

function ofDockerd(maps: NamespaceMaps, diagnostic: Diagnostic, versions?: Versions): Built {
  return {
    ...NOTHING_BUILT,
    levels: [{ name: 'the container', tool: 'dockerd', maps, source: FROM_TEXT }],
    diagnostics: [diagnostic],
    computedFor: [programWords('docker', versions)],
  };
}

/** A warning for each report whose data directory has another root than the map that /etc/subuid gives dockerd. */
export function contradiction({ levels }: Built, reports: readonly ReportPart[]): Diagnostic[] {
  const [level] = levels;
  const first = level?.tool === 'dockerd' ? level.maps?.uid?.find(({ inside }) => inside === 0) : undefined;
  if (!first) return [];
  return reports.flatMap((part): Diagnostic[] => {
    const root = reportedRoot(part);
    if (!root || root.uid === first.outside) return [];
    return [
      warning(
        'situation-contradiction',
        `This text contradicts itself. Root in the container is ${root.uid} on the host according to dockerd’s data directory, but ${first.outside} according to /etc/subuid.`,
        'The directory belongs to the running dockerd. Another account, or lines changed since, would explain the difference. The answer follows /etc/subuid.',
        part.span,
      ),
    ];
  });
}
