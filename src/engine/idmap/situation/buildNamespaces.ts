import { type Diagnostic, info, isError, relocateDiagnostic, relocateSpan } from '../../text/index.ts';
import { isDefaultUser, parseRemapUser, remapFromFile } from '../docker/remapFromFile.ts';
import { kubeletRange } from '../formats/kubeletRange.ts';
import { mostExtents } from '../kernel/checkWrite.ts';
import { readExtents } from '../kernel/parseIdMap.ts';
import type { IdKind, LocatedExtent, NamespaceMaps } from '../map/Extent.ts';
import type { MapPart, Part } from '../recognise/Typed.ts';
import { parseSubids } from '../subid/parseSubids.ts';
import { type DockerEngine, dockerEngine, podPrograms, programWords, type Versions } from '../versions/programWords.ts';
import { buildFromCommand, buildFromConfig, givenToDocker, isCommand, isConfig } from './buildFromConfig.ts';
import {
  buildFromPodmanInfo,
  buildFromRoot,
  buildPodmanInspect,
  buildRootless,
  buildRootlessDockerInfo,
  buildWithoutNamespace,
  contradiction,
  isReport,
  type ReportPart,
} from './buildRootless.ts';
import { buildProxmox } from './grants/buildProxmox.ts';
import { assumedTwin, type Built, type BuiltLevel, FROM_FILES, isPerson, NOTHING_BUILT } from './hostUser.ts';
import type { ShownHost } from './readShownHost.ts';
import { dockerdReader, type Given } from './Situation.ts';

/**
 * The namespace that the chosen program makes from /etc/subuid and /etc/subgid. A person's lines are read by rootless tools and
 * by dockerd alike, so the map that the other of them makes is given as well.
 */
function buildFromSubids(given: Given, shown: ShownHost): Built {
  const built = buildByReader(given, shown);
  const owner = given.reader.startsWith('dockerd') ? given.user.trim() : (built.runBy?.name ?? '');
  if (!isPerson(owner) || owner.includes(':') || shown.remapOption !== undefined || shown.subuid === undefined)
    return built;
  const byDockerd = !given.reader.startsWith('dockerd');
  const other = buildByReader(
    { ...given, user: owner, reader: byDockerd ? dockerdReader(given.versions) : 'podman' },
    shown,
  );
  const maps = other.levels[0]?.maps;
  const isSound = maps && !other.diagnostics.some(isError);
  const by = byDockerd ? `dockerd --userns-remap=${owner}` : 'rootless Podman';
  return isSound ? { ...built, otherwise: { by, maps } } : built;
}

function buildByReader(given: Given, shown: ShownHost): Built {
  switch (given.reader) {
    case 'dockerd':
      return buildDockerd(given, shown, '26.1');
    case 'dockerd-28':
      return buildDockerd(given, shown, '28.0');
    case 'docker-rootless':
    case 'podman':
      return buildRootless(given.reader, 'reader', given, shown);
    case 'proxmox':
      return buildProxmox(given, shown);
    case 'kubernetes':
      return buildPod(given, shown);
  }
}

function buildDockerd(given: Given, shown: ShownHost, engine: DockerEngine): Built {
  const versions = dockerOf(given.versions, engine);
  const built = {
    asks: 'reader' as const,
    computedFor: [engine === '28.0' && !versions.docker ? 'dockerd 28.0 and later' : programWords('docker', versions)],
  };
  const level = (maps: NamespaceMaps | undefined): BuiltLevel => ({
    name: 'the container',
    tool: 'dockerd',
    maps,
    source: FROM_FILES,
  });
  const option = shown.remapOption ?? given.user;
  const user = parseRemapUser(option, given.uid);
  const account = user.value;
  if (!account) {
    const diagnostics = parseSubids(shown.subuid ?? '').diagnostics;
    return { ...built, levels: [level(undefined)], diagnostics, userProblems: user.diagnostics };
  }
  const diagnostics: Diagnostic[] = [];
  const userProblems: Diagnostic[] = [];
  const side = (kind: IdKind, file: string | undefined): readonly LocatedExtent[] | 'none' | undefined => {
    if (file === undefined) return undefined;
    const remapped = remapFromFile(file, account, { engine, kind, versions, isDefault: isDefaultUser(option) });
    diagnostics.push(...remapped.diagnostics.filter(({ code }) => !isOfUser(code)));
    userProblems.push(...remapped.diagnostics.filter(({ code }) => isOfUser(code)));
    return remapped.value ?? 'none';
  };
  const { subuid = shown.subgid, subgid = shown.subuid } = shown;
  const uid = side('uid', subuid);
  // A file that stands for both is read once.
  const gid = subgid === subuid ? uid : side('gid', subgid);
  diagnostics.push(...assumedTwin(shown));
  const maps = uid === 'none' || gid === 'none' ? undefined : { uid, gid };
  return { ...built, levels: [level(maps)], diagnostics, userProblems };
}

/** The releases without that of a dockerd which reads the files by other rules than the one that was chosen. */
function dockerOf(given: Versions = {}, engine: DockerEngine): Versions {
  if (dockerEngine(given) === engine) return given;
  const { docker: _, ...versions } = given;
  return versions;
}

/** Problems of the account rather than of a line. */
const isOfUser = (code: string) => ['remap-root', 'remap-no-entry', 'remap-not-yet', 'remap-off'].includes(code);

/** The map of a Pod whose kubelet finds the lines. */
function buildPod(given: Given, shown: ShownHost): Built {
  const { subuid = shown.subgid, subgid = shown.subuid } = shown;
  const { value: maps, diagnostics } = kubeletRange(subuid ?? '', subgid ?? '', given);
  return {
    levels: [{ name: 'the pod', tool: 'kubernetes', maps, source: FROM_FILES }],
    diagnostics: [...diagnostics, ...assumedTwin(shown)],
    userProblems: [],
    asks: 'reader',
    computedFor: podPrograms(given.versions, given.runtime),
  };
}

/** The namespace whose uid_map and gid_map were pasted, as `kernel` reads them; one file that doesn't say which it is stands for both. */
function buildFromMap(parts: readonly MapPart[], kernel?: string): Built {
  const either = parts.filter(({ of }) => of === 'either');
  const uidPart = parts.find(({ of }) => of === 'uid') ?? either[0];
  const gidPart = parts.find(({ of }) => of === 'gid') ?? either.find((part) => part !== uidPart) ?? either[0];
  const used = [...new Set([uidPart, gidPart])].filter((part) => part !== undefined);
  const read = new Map(used.map((part) => [part, readPart(part, kernel)]));
  const side = (part: MapPart | undefined) => (part && read.get(part)?.extents) ?? undefined;
  const spoilt = (part: MapPart | undefined) => part !== undefined && (read.get(part)?.diagnostics ?? []).some(isError);
  const second = parts.find((part) => !used.includes(part));
  const message = 'This is a second map; only the first is read.';
  const hint = 'Add it as a nested namespace, or remove the first.';
  return {
    ...NOTHING_BUILT,
    levels: [
      {
        name: 'the namespace',
        tool: 'kernel',
        maps: { uid: side(uidPart), gid: side(gidPart) },
        exists: used.every(({ content }) => isReading(content)),
        spoilt: { uid: spoilt(uidPart), gid: spoilt(gidPart) },
        source: {
          uid: uidPart?.of === 'either' ? 'the map' : 'uid_map',
          gid: gidPart?.of === 'either' ? 'the map' : 'gid_map',
        },
      },
    ],
    diagnostics: [
      ...used.flatMap((part) => read.get(part)?.diagnostics ?? []),
      ...(second ? [info('situation-second-map', message, hint, second.span)] : []),
    ],
  };
}

/** A line as the kernel prints it: "%10u %10u %10u" (kernel/user_namespace.c, uid_m_show). What stands before the first column may be cut. */
const PRINTED = /^\s*\d{1,10} (?= *\d)[ \d]{10} (?= *\d)[ \d]{10}$/;

/** True for text that was read from /proc; what somebody writes has no such columns. */
function isReading(content: string): boolean {
  const lines = content.split('\n').map((line) => line.trimEnd());
  return lines.every((line) => line === '' || PRINTED.test(line)) && lines.some((line) => line !== '');
}

function readPart({ content, span }: MapPart, kernel: string | undefined) {
  const { extents, diagnostics } = readExtents(content, mostExtents(kernel), kernel);
  return {
    extents: extents.map((extent): LocatedExtent => ({ ...extent, span: relocateSpan(extent.span, span) })),
    // The padding counts in a write; a map that was read is none.
    diagnostics: diagnostics
      .filter(({ code }) => code !== 'idmap-too-large' || !isReading(content))
      .map((diagnostic) => relocateDiagnostic(diagnostic, span)),
  };
}

/**
 * The namespaces that a text describes. What says its map outright wins: a command or a configuration, then a map as the kernel shows it, then what
 * docker or podman report of a namespace that is there, or that there is none; else the lines of /etc/subuid, from which the chosen program makes
 * one, and last the name of dockerd's directory. A configuration that leaves the map open gives way to one that was read; so does a guess to anything.
 */
export function buildNamespaces(parts: readonly Part[], given: Given, shown: ShownHost): Built {
  const command = parts.find(isCommand);
  const commanded = command && buildFromCommand(command, given, shown);
  if (commanded) return commanded;
  const maps = parts.filter((part) => part.kind === 'map');
  const sure = maps.filter(({ certain }) => certain);
  const config = parts.find(isConfig);
  if (config) return configured(buildFromConfig(config, given, shown), sure, given);
  if (sure.length > 0) return buildFromMap(sure, given.kernel);
  const reports = parts.filter(isReport);
  const reported = reports.map((part) => outright(part, reports, parts, given, shown)).find(saysSomething);
  if (reported) return reported;
  // A command that is left is Docker's.
  const ofFiles = () => {
    const asked = command ? givenToDocker(command, given, shown) : { given, refusal: undefined };
    const built = buildFromSubids(asked.given, shown);
    return asked.refusal ? { ...built, diagnostics: [...built.diagnostics, asked.refusal] } : built;
  };
  if (parts.some(({ kind }) => kind === 'subids')) {
    const built = ofFiles();
    return { ...built, diagnostics: [...built.diagnostics, ...contradiction(built, reports)] };
  }
  const rooted = reports.map((part) => buildFromRoot(part, given.versions)).find(saysSomething);
  if (rooted) return rooted;
  if (parts.some(({ kind }) => kind === 'dockerd')) return ofFiles();
  return maps.length > 0 ? buildFromMap(maps, given.kernel) : NOTHING_BUILT;
}

const saysSomething = ({ levels, userProblems }: Built) => levels.length > 0 || userProblems.length > 0;

/** A configuration that says no map, with the one that was read off what it started. */
function configured(config: Built, maps: readonly MapPart[], { kernel }: Given): Built {
  const open = config.levels.every((level) => !level.maps?.uid && !level.maps?.gid);
  const [level] = config.levels;
  if (!open || maps.length === 0 || !level) return config;
  const built = buildFromMap(maps, kernel);
  const { name, tool } = level;
  return { ...built, levels: built.levels.map((each) => ({ ...each, name, tool })), computedFor: config.computedFor };
}

/** What a report says by itself. Where dockerd gets an option that remaps, `docker info` is of the time before. */
function outright(
  part: ReportPart,
  reports: readonly ReportPart[],
  parts: readonly Part[],
  given: Given,
  shown: ShownHost,
): Built {
  const inspects = reports.some(({ kind }) => kind === 'inspect');
  const remaps = part.kind === 'docker-info' && parts.some((each) => each.kind === 'dockerd' && each.option);
  const ways = [
    () => buildPodmanInspect(part, reports, given, shown),
    () => (inspects ? NOTHING_BUILT : buildFromPodmanInfo(part, given.versions)),
    () => buildRootlessDockerInfo(part, given, shown),
    () => (remaps ? NOTHING_BUILT : buildWithoutNamespace(part, given.versions)),
  ];
  for (const build of ways) {
    const built = build();
    if (saysSomething(built)) return built;
  }
  return NOTHING_BUILT;
}
