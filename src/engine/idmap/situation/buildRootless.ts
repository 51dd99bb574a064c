import { rootlessDocker, rootlessNamespace } from '#formats';
import { VERSIONS } from '../../linux/index.ts';
import { info } from '../../text/index.ts';
import { readDockerInfo } from '../recognise/docker/readDockerInfo.ts';
import { readInspect } from '../recognise/docker/readInspect.ts';
import { readPodmanInfo } from '../recognise/docker/readPodmanInfo.ts';
import { programWords } from '../versions/programWords.ts';
import { type Built, type BuiltLevel, FROM_FILES, FROM_TEXT, NOTHING_BUILT, relocateMaps } from './Built.ts';
import type { ReportPart } from './buildFromReport.ts';
import type { Given } from './Given.ts';
import { assumedFiles, assumedTwin, hostFacts, hostUser, isUnsettled } from './hostUser.ts';
import type { ShownHost } from './readShownHost.ts';

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
