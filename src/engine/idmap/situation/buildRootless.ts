import { VERSIONS } from '../../linux/index.ts';
import { type Diagnostic, info, type Span, sourceText, spanAt, warning } from '../../text/index.ts';
import { hostMaps } from '../formats/lxc.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import { rootlessNamespace } from '../podman/userns/rootlessNamespace.ts';
import { readDockerInfo, readInspect, readPodmanInfo } from '../recognise/docker/readInspect.ts';
import type { Part } from '../recognise/Typed.ts';
import { rootlessDocker } from '../rootlessDocker.ts';
import { programWords, type Versions } from '../versions/programWords.ts';
import {
  assumedFiles,
  assumedTwin,
  type Built,
  type BuiltLevel,
  FROM_FILES,
  FROM_TEXT,
  hostFacts,
  hostUser,
  isUnsettled,
  NOTHING_BUILT,
  relocateMaps,
} from './hostUser.ts';
import type { ShownHost } from './readShownHost.ts';
import type { Given } from './Situation.ts';

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

/** The namespace that a rootless engine makes for the host's user from /etc/subuid and /etc/subgid, shown or assumed. */
export function buildRootless(
  engine: 'docker-rootless' | 'podman',
  asks: 'reader' | 'user',
  given: Given,
  shown: ShownHost,
): Built {
  const user = hostUser(given, shown);
  if (isUnsettled(user)) return { ...NOTHING_BUILT, userProblems: user.diagnostics, asks };
  const facts = hostFacts(user.value, shown, given.versions);
  const { value, diagnostics } = engine === 'podman' ? rootlessNamespace(facts) : rootlessDocker(user.value, facts);
  return {
    levels: [{ name: 'the container', tool: engine, maps: value, source: FROM_FILES }],
    diagnostics: [...diagnostics, ...assumedTwin(shown)],
    userProblems: [...user.diagnostics, ...assumedFiles(user.value, shown)],
    asks,
    runBy: user.value,
    computedFor: [engine === 'podman' ? programWords('podman', given.versions) : `rootlesskit ${VERSIONS.rootlesskit}`],
  };
}

/** `docker info` of a rootless daemon: the namespace that rootlesskit made for the user who runs it. */
export function buildRootlessDockerInfo(part: ReportPart, given: Given, shown: ShownHost): Built {
  if (part.kind !== 'docker-info' || readDockerInfo(part).rootless !== true) return NOTHING_BUILT;
  const built = buildRootless('docker-rootless', 'user', given, shown);
  return { ...built, levels: built.levels.map((level) => placed(level, part, shown)) };
}

/**
 * `podman inspect`: under a user without privileges the middle numbers are ids of that user's own namespace (libpod/container_inspect.go),
 * which `podman info` tells, or /etc/subuid. They begin at 0 or 1 there, where the host's own ids would be.
 */
export function buildPodmanInspect(
  part: ReportPart,
  others: readonly ReportPart[],
  given: Given,
  shown: ShownHost,
): Built {
  const read = part.kind === 'inspect' ? readInspect(part).maps : undefined;
  if (!read) return NOTHING_BUILT;
  const maps = relocateMaps(read, part.span);
  const container: BuiltLevel = { name: 'the container', tool: 'podman', maps, source: FROM_TEXT };
  const user = hostUser(given, shown).value;
  const isNested = [...(maps.uid ?? []), ...(maps.gid ?? [])].some(({ outside }) => outside <= 1);
  if (!isNested || user.uid === 0) {
    return {
      ...NOTHING_BUILT,
      levels: [{ ...container, tool: 'podman-root' }],
      computedFor: [programWords('podman', given.versions)],
    };
  }
  const nested = info(
    'situation-own-namespace',
    'The middle numbers are IDs of the user’s own namespace, which rootless Podman works in; they are not the host’s.',
    'podman unshare cat /proc/self/uid_map shows that namespace.',
    (maps.uid ?? maps.gid)?.[0]?.span,
  );
  const report = others.find(({ kind }) => kind === 'podman-info');
  const reported = report && readPodmanInfo(report).maps;
  const name = 'the user’s namespace';
  if (report && reported?.uid) {
    const own: BuiltLevel = { ...container, name, maps: relocateMaps(reported, report.span) };
    const computedFor = [programWords('podman', given.versions)];
    return { ...NOTHING_BUILT, levels: [own, container], diagnostics: [nested], runBy: user, computedFor };
  }
  const built = buildRootless('podman', 'user', given, shown);
  const [own] = built.levels;
  if (own === undefined) return built;
  return {
    ...built,
    levels: [{ ...placed(own, part, shown), name }, container],
    diagnostics: [nested, ...built.diagnostics],
  };
}

/** A level that was made of assumed files, with its extents at the place of the report. */
function placed(level: BuiltLevel, { span }: ReportPart, { subuid, subgid }: ShownHost): BuiltLevel {
  if (subuid !== undefined || subgid !== undefined) return level;
  const side = (kind: 'uid' | 'gid') => level.maps?.[kind]?.map((extent) => ({ ...extent, span }));
  return { ...level, maps: level.maps && { uid: side('uid'), gid: side('gid') }, source: FROM_TEXT };
}
