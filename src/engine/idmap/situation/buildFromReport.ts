import type { Diagnostic, Span } from '../../text/index.ts';
import type { Tool } from '../formats/Tool.ts';
import type { LocatedExtent } from '../map/LocatedExtent.ts';
import type { NamespaceMaps } from '../map/NamespaceMaps.ts';
import { readDockerInfo } from '../recognise/docker/readDockerInfo.ts';
import { readInspect } from '../recognise/docker/readInspect.ts';
import { readPodmanInfo } from '../recognise/docker/readPodmanInfo.ts';
import type { Part } from '../recognise/Part.ts';
import { type Built, NOTHING_BUILT } from './Built.ts';
import { relocateMaps } from './relocateMaps.ts';

type ReportPart = Part & { kind: 'docker-info' | 'podman-info' | 'inspect' };

export function isReport(part: Part): part is ReportPart {
  return part.kind === 'docker-info' || part.kind === 'podman-info' || part.kind === 'inspect';
}

/** Ids that every range of a remapped dockerd has unless somebody chose fewer: SUB_UID_COUNT of login.defs(5). */
const USUAL_COUNT = 65536;

/** The namespace that docker or podman tell of in `info` or `inspect`; nothing where they tell of none. */
export function buildFromReport(part: ReportPart): Built {
  switch (part.kind) {
    case 'podman-info':
      return fromMaps('podman', 'the user’s namespace', readPodmanInfo(part).maps, part.span);
    case 'docker-info':
      return fromRoot(readDockerInfo(part).root, part.span);
    case 'inspect': {
      const { maps, root } = readInspect(part);
      return maps ? fromMaps('podman', 'the container', maps, part.span) : fromRoot(root, part.span);
    }
  }
}

function fromMaps(tool: Tool, name: string, maps: NamespaceMaps, span: Span): Built {
  if (!maps.uid && !maps.gid) return NOTHING_BUILT;
  return {
    ...NOTHING_BUILT,
    levels: [{ name, tool, maps: relocateMaps(maps, span), source: { uid: 'the text', gid: 'the text' } }],
    computedFor: ['Podman 5.4.2'],
  };
}

/** dockerd names its data directory after the outside ids of root inside; how many ids follow is not told. */
function fromRoot(root: { uid: number; gid: number } | undefined, span: Span): Built {
  if (!root) return NOTHING_BUILT;
  const line: Span = { ...span, end: span.start };
  const side = (outside: number): LocatedExtent[] => [{ inside: 0, outside, count: USUAL_COUNT, span: line }];
  const assumed: Diagnostic = {
    code: 'situation-count',
    severity: 'info',
    message: `The directory tells that the range begins at ${root.uid}; that it has ${USUAL_COUNT} ids is assumed.`,
    hint: 'Paste /etc/subuid to be sure.',
    span: line,
  };
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
