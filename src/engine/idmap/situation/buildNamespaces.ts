import type { MapPart, Part } from '../recognise/Part.ts';
import { type Built, NOTHING_BUILT } from './Built.ts';
import { buildFromCommand, givenToDocker, isCommand } from './buildFromCommand.ts';
import { buildFromConfig, isConfig } from './buildFromConfig.ts';
import { buildFromMap } from './buildFromMap.ts';
import {
  buildFromPodmanInfo,
  buildFromRoot,
  buildWithoutNamespace,
  contradiction,
  isReport,
  type ReportPart,
} from './buildFromReport.ts';
import { buildFromSubids } from './buildFromSubids.ts';
import { buildPodmanInspect, buildRootlessDockerInfo } from './buildRootless.ts';
import type { Given } from './Given.ts';
import type { ShownHost } from './readShownHost.ts';

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
