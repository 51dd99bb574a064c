import { type Diagnostic, info, type Span, sourceText, spanAt, warning } from '../../text/index.ts';
import { hostIds } from '../formats/hostIds.ts';
import type { Tool } from '../formats/Tool.ts';
import type { LocatedExtent, NamespaceMaps } from '../map/Extent.ts';
import { readDockerInfo } from '../recognise/docker/readDockerInfo.ts';
import { readInspect } from '../recognise/docker/readInspect.ts';
import { readPodmanInfo } from '../recognise/docker/readPodmanInfo.ts';
import type { Part } from '../recognise/Part.ts';
import { type Built, NOTHING_BUILT } from './Built.ts';
import { relocateMaps } from './relocateMaps.ts';

export type ReportPart = Part & { kind: 'docker-info' | 'podman-info' | 'inspect' };

export function isReport(part: Part): part is ReportPart {
  return part.kind === 'docker-info' || part.kind === 'podman-info' || part.kind === 'inspect';
}

/** Ids that every range of a remapped dockerd has unless somebody chose fewer: SUB_UID_COUNT of login.defs(5). */
const USUAL_COUNT = 65536;

/** The map that Podman tells outright, in `info` the one of the user's own namespace. */
export function buildFromPodmanInfo(part: ReportPart): Built {
  return part.kind === 'podman-info'
    ? fromMaps('podman', 'the user’s namespace', readPodmanInfo(part).maps, part.span)
    : NOTHING_BUILT;
}

/** What `docker inspect` and `docker info` say where there is no user namespace; nothing where they leave it open. */
export function buildWithoutNamespace(part: ReportPart): Built {
  // Under rootless Podman the host of a container is its user's own namespace.
  if (/"(?:OCIRuntime|OCIConfigPath|ConmonPidFile)"/.test(part.content)) return NOTHING_BUILT;
  if (part.kind === 'inspect' && readInspect(part).usernsMode === 'host') {
    return withoutNamespace(
      part,
      /"UsernsMode"[^\n]{0,40}/,
      'UsernsMode is host: the container has no user namespace of its own.',
    );
  }
  if (part.kind !== 'docker-info') return NOTHING_BUILT;
  const { userns, rootless, root } = readDockerInfo(part);
  if (userns !== false || rootless || root) return NOTHING_BUILT;
  return withoutNamespace(
    part,
    /Security Options:|"SecurityOptions"|name=\w{1,20}/,
    'The security options do not include userns: this dockerd does not remap.',
  );
}

function withoutNamespace({ content, span }: Part, place: RegExp, says: string): Built {
  const found = place.exec(content);
  const at = found
    ? spanAt(sourceText(content), found.index, found.index + found[0].length)
    : { start: 0, end: content.length, line: 1, column: 1 };
  const side = hostIds(at);
  const maps = relocateMaps({ uid: side, gid: side }, span);
  const [first] = maps.uid ?? [];
  const told: Diagnostic = info(
    'situation-no-namespace',
    `${says} IDs in the container are the host’s.`,
    undefined,
    first?.span,
  );
  return {
    ...NOTHING_BUILT,
    levels: [{ name: 'the container', tool: 'dockerd', maps, source: { uid: 'the text', gid: 'the text' } }],
    diagnostics: [told],
    computedFor: ['dockerd 26.1.5'],
  };
}

function fromMaps(tool: Tool, name: string, maps: NamespaceMaps, span: Span): Built {
  if (!maps.uid && !maps.gid) return NOTHING_BUILT;
  return {
    ...NOTHING_BUILT,
    levels: [{ name, tool, maps: relocateMaps(maps, span), source: { uid: 'the text', gid: 'the text' } }],
    computedFor: ['Podman 5.4.2'],
  };
}

/** The outside ids of root inside, where dockerd's data directory tells them. */
export function reportedRoot(part: ReportPart): { uid: number; gid: number } | undefined {
  if (part.kind === 'docker-info') return readDockerInfo(part).root;
  return part.kind === 'inspect' ? readInspect(part).root : undefined;
}

/** dockerd names its data directory after the outside ids of root inside; how many ids follow is not told. */
export function buildFromRoot(part: ReportPart): Built {
  const root = reportedRoot(part);
  if (!root) return NOTHING_BUILT;
  const { span } = part;
  const side = (outside: number): LocatedExtent[] => [{ inside: 0, outside, count: USUAL_COUNT, span }];
  const assumed: Diagnostic = info(
    'situation-count',
    `The directory shows that the range begins at ${root.uid}; its length, ${USUAL_COUNT} IDs, is assumed.`,
    'Paste /etc/subuid to be sure.',
    { ...span, end: span.start },
  );
  return {
    ...NOTHING_BUILT,
    levels: [
      {
        name: 'the container',
        tool: 'dockerd',
        maps: { uid: side(root.uid), gid: side(root.gid) },
        source: { uid: 'the text', gid: 'the text' },
      },
    ],
    diagnostics: [assumed],
    computedFor: ['dockerd 26.1.5'],
  };
}

/** The directory that dockerd has, and the map that the files shown would give it, are of two minds. */
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
        `This text contradicts itself. Root in the container is ${root.uid} on the host according to dockerd's data directory, but ${first.outside} according to /etc/subuid.`,
        'The directory belongs to the running dockerd. Another account, or lines changed since, would explain the difference. The answer follows /etc/subuid.',
        part.span,
      ),
    ];
  });
}
