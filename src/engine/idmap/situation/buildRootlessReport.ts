import { type Diagnostic, info } from '../../text/index.ts';
import type { LocatedExtent, NamespaceMaps } from '../map/Extent.ts';
import { rootlessNamespace } from '../podman/userns/rootlessNamespace.ts';
import { readDockerInfo } from '../recognise/docker/readDockerInfo.ts';
import { readInspect } from '../recognise/docker/readInspect.ts';
import { readPodmanInfo } from '../recognise/docker/readPodmanInfo.ts';
import { rootlessDocker } from '../rootless/rootlessDocker.ts';
import { type Built, type BuiltLevel, NOTHING_BUILT } from './Built.ts';
import type { ReportPart } from './buildFromReport.ts';
import type { Given } from './Given.ts';
import type { HostLooks } from './HostLooks.ts';
import { assumedFiles, assumedTwin, hostFacts, hostUser, isUnsettled } from './hostUser.ts';
import { relocateMaps } from './relocateMaps.ts';

const TEXT = { uid: 'the text', gid: 'the text' } as const;

/** `docker info` of a rootless daemon: the namespace that rootlesskit made from what is lent to the user who runs it. */
export function buildRootlessDockerInfo(part: ReportPart, given: Given, looks: HostLooks): Built {
  if (part.kind !== 'docker-info' || readDockerInfo(part).rootless !== true) return NOTHING_BUILT;
  const user = hostUser(given, looks);
  if (isUnsettled(user)) return { ...NOTHING_BUILT, userProblems: user.diagnostics, asks: 'user' };
  const { value, diagnostics } = rootlessDocker(user.value, hostFacts(user.value, looks));
  return {
    levels: [
      { name: 'the container', tool: 'docker-rootless', maps: placed(value, part, looks), source: sourceOf(looks) },
    ],
    diagnostics: [...diagnostics, ...assumedTwin(looks)],
    userProblems: [...user.diagnostics, ...assumedFiles(user.value, looks)],
    asks: 'user',
    runBy: user.value,
    computedFor: ['rootlesskit 2.0.2'],
  };
}

/**
 * `podman inspect`: under a user without privileges the middle numbers are ids of that user's own namespace (libpod/container_inspect.go),
 * which `podman info` tells, or /etc/subuid. They begin at 0 or 1 there, where the host's own ids would be.
 */
export function buildPodmanInspect(
  part: ReportPart,
  others: readonly ReportPart[],
  given: Given,
  looks: HostLooks,
): Built {
  if (part.kind !== 'inspect') return NOTHING_BUILT;
  const { maps } = readInspect(part);
  if (!maps) return NOTHING_BUILT;
  const container: BuiltLevel = {
    name: 'the container',
    tool: 'podman',
    maps: relocateMaps(maps, part.span),
    source: TEXT,
  };
  const user = hostUser(given, looks);
  const inner = [...(maps.uid ?? []), ...(maps.gid ?? [])].some(({ outside }) => outside <= 1);
  if (!inner || user.value.uid === 0) {
    return { ...NOTHING_BUILT, levels: [{ ...container, tool: 'podman-root' }], computedFor: ['Podman 5.4.2'] };
  }
  const [first] = container.maps?.uid ?? container.maps?.gid ?? [];
  const told: Diagnostic = info(
    'situation-own-namespace',
    'The middle numbers are IDs of the user’s own namespace, which rootless Podman works in; they are not the host’s.',
    'podman unshare cat /proc/self/uid_map shows that namespace.',
    first?.span,
  );
  const report = others.find(({ kind }) => kind === 'podman-info');
  const ofInfo = report && readPodmanInfo(report).maps;
  const built = { asks: 'user' as const, runBy: user.value, computedFor: ['Podman 5.4.2'] };
  if (report && ofInfo?.uid) {
    const own: BuiltLevel = {
      name: 'the user’s namespace',
      tool: 'podman',
      maps: relocateMaps(ofInfo, report.span),
      source: TEXT,
    };
    return { ...built, asks: 'nothing', levels: [own, container], diagnostics: [told], userProblems: [] };
  }
  if (isUnsettled(user)) return { ...NOTHING_BUILT, userProblems: user.diagnostics, asks: 'user' };
  const { value, diagnostics } = rootlessNamespace(hostFacts(user.value, looks));
  const own: BuiltLevel = {
    name: 'the user’s namespace',
    tool: 'podman',
    maps: placed(value, part, looks),
    source: sourceOf(looks),
  };
  return {
    ...built,
    levels: [own, container],
    diagnostics: [told, ...diagnostics, ...assumedTwin(looks)],
    userProblems: [...user.diagnostics, ...assumedFiles(user.value, looks)],
  };
}

/** Extents of a file that nobody has shown stand where the report does. */
function placed(
  maps: NamespaceMaps | undefined,
  { span }: ReportPart,
  { subuid, subgid }: HostLooks,
): NamespaceMaps | undefined {
  if (!maps || subuid !== undefined || subgid !== undefined) return maps;
  const side = (extents: readonly LocatedExtent[] | undefined) => extents?.map((extent) => ({ ...extent, span }));
  return { uid: side(maps.uid), gid: side(maps.gid) };
}

function sourceOf({ subuid, subgid }: HostLooks): BuiltLevel['source'] {
  return subuid === undefined && subgid === undefined ? TEXT : { uid: '/etc/subuid', gid: '/etc/subgid' };
}
