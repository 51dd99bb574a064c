import { type Diagnostic, error, info, isError, type Parsed, relocateDiagnostic } from '../../text/index.ts';
import { readNewuidmap } from '../formats/format.ts';
import { parseIncus } from '../formats/incus/parseIncus.ts';
import { parsePod } from '../formats/kubeletRange.ts';
import { mapsOf } from '../formats/lxc.ts';
import { parseMountIdmap } from '../formats/mount.ts';
import { parseNspawn } from '../formats/nspawn.ts';
import { isOfTheStart } from '../formats/parseFormat.ts';
import { parseLxcConfig } from '../formats/parseLxcConfig.ts';
import { parseOciConfig } from '../formats/parseOciConfig.ts';
import type { Tool } from '../formats/tools.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import { checkNewuidmap } from '../newuidmap/checkNewuidmap.ts';
import { argumentsFor } from '../newuidmap/NewuidmapCall.ts';
import { isDockerCommand, QUADLET } from '../podman/command/PodmanCommand.ts';
import { parsePodman } from '../podman/parsePodman.ts';
import { parseQuadlet } from '../podman/parseQuadlet.ts';
import type { Part } from '../recognise/Typed.ts';
import { type HostUser, isWrongId } from '../subid/HostFacts.ts';
import { parseUnshare } from '../unshare/parseUnshare.ts';
import { podPrograms, programWords } from '../versions/programWords.ts';
import type { ReportPart } from './buildRootless.ts';
import { lxcGrants } from './grants/buildProxmox.ts';
import {
  assumedFiles,
  type Built,
  FROM_FILES,
  FROM_TEXT,
  hostFacts,
  hostUser,
  isUnsettled,
  NOTHING_BUILT,
  relocateMaps,
} from './hostUser.ts';
import type { ShownHost } from './readShownHost.ts';
import { dockerdReader, type Given, typedUser } from './Situation.ts';

type CommandPart = Part & { kind: 'podman' | 'unshare' | 'newuidmap' };

export function isCommand(part: Part): part is CommandPart {
  return part.kind === 'podman' || part.kind === 'unshare' || part.kind === 'newuidmap';
}

type FromCommand = Pick<Built, 'levels' | 'diagnostics' | 'computedFor' | 'command'> &
  Partial<Pick<Built, 'userProblems' | 'asks' | 'runBy'>> & {
    /** The lines of /etc/subuid make a difference. */
    asksFiles: boolean;
  };

/** The files of the host that were shown, and the releases of its programs. */
interface CommandHost {
  shown: ShownHost;
  versions: Given['versions'];
}

/** What a command makes, run by `user` on a host with the files that were shown. */
const READERS: Record<CommandPart['kind'], (part: Part, user: HostUser, host: CommandHost) => FromCommand | undefined> =
  { unshare: fromUnshare, newuidmap: fromNewuidmap, podman: fromPodman };

/** The namespaces that a command makes; undefined for a docker command, whose namespace is for dockerd to make. */
export function buildFromCommand(part: CommandPart, given: Given, shown: ShownHost): Built | undefined {
  const user = hostUser(given, shown);
  const read = READERS[part.kind](part, user.value, { shown, versions: given.versions });
  if (!read) return undefined;
  const { asksFiles, ...built } = read;
  const { command } = read;
  // Whose lines are used is Podman's to choose; root's Podman needs nobody's.
  const asksUser =
    part.kind === 'podman' ? read.asks === undefined && command?.rootless !== false : user.diagnostics.some(isWrongId);
  if (asksUser && isUnsettled(user)) {
    return { ...NOTHING_BUILT, userProblems: user.diagnostics, asks: 'user', ...(command && { command }) };
  }
  const assumed = asksFiles ? assumedFiles(user.value, shown) : [];
  return { userProblems: [...user.diagnostics, ...assumed], asks: 'user', runBy: user.value, ...built };
}

/** A docker command's `given`, which dockerd answers whoever reads the files, and what a remapping dockerd has against the command. */
export function givenToDocker(
  { content, span }: CommandPart,
  given: Given,
  shown: ShownHost,
): { given: Given; refusal: Diagnostic | undefined } {
  const isDocker = given.reader.startsWith('docker');
  const { value } = parsePodman(content, hostFacts(hostUser(given, shown).value, shown, given.versions));
  const refusal = given.reader === 'docker-rootless' ? undefined : value?.remapRefusal;
  return {
    given: isDocker ? given : { ...given, reader: dockerdReader(given.versions) },
    refusal: refusal && relocateDiagnostic(refusal, span),
  };
}

function fromUnshare({ content, span }: Part, user: HostUser, { shown, versions }: CommandHost): FromCommand {
  const { value, diagnostics } = parseUnshare(content, hostFacts(user, shown, versions));
  return {
    levels: [{ name: 'the namespace', tool: 'unshare', maps: value && relocateMaps(value, span), source: FROM_TEXT }],
    diagnostics: diagnostics.map((diagnostic) => relocateDiagnostic(diagnostic, span)),
    computedFor: [programWords('util-linux', versions)],
    asksFiles: /auto|subids/.test(content),
  };
}

/** Where a file was shown, newuidmap's own check of its lines is made. */
function fromNewuidmap({ content, span }: Part, caller: HostUser, { shown, versions }: CommandHost): FromCommand {
  const { entries, diagnostics } = readNewuidmap(content);
  const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
  const refusals = (['uid', 'gid'] as const).flatMap((kind): Diagnostic[] => {
    const extents = maps[kind];
    const subids = shown[`sub${kind}`];
    if (!extents || subids === undefined) return [];
    const outcome = checkNewuidmap({
      kind,
      args: argumentsFor(extents),
      caller,
      subids,
      ...(versions && { versions }),
    });
    return outcome.ok ? [] : [error('newuidmap-refused', outcome.message, undefined, extents[0]?.span ?? span)];
  });
  const all = [...diagnostics, ...ofTheKernel, ...refusals];
  return {
    levels: [{ name: 'the namespace', tool: 'newuidmap', maps: relocateMaps(maps, span), source: FROM_TEXT }],
    diagnostics: all.map((diagnostic) => relocateDiagnostic(diagnostic, span)),
    computedFor: [programWords('shadow', versions)],
    asksFiles: false,
  };
}

function fromPodman(
  { content, span }: Part,
  user: HostUser,
  { shown, versions }: CommandHost,
): FromCommand | undefined {
  const host = hostFacts(user, shown, versions);
  const isUnit = QUADLET.test(content);
  // Lines of a unit without their section are taken to be a container's.
  const added = isUnit && !/^[ \t]*\[/m.test(content) ? '[Container]\n' : '';
  const { value, diagnostics } = isUnit
    ? parseQuadlet(added + content, { ...host, rootless: user.uid !== 0 })
    : parsePodman(content, host);
  const at = added === '' ? span : { ...span, start: span.start - added.length, line: span.line - 1 };
  if (value?.program === 'docker' && !value.hostUserns) return undefined;
  const isDocker = value ? value.program === 'docker' : isDockerCommand(content);
  const levels = value?.levels ?? [undefined];
  const ofHost = 'The command makes no user namespace: IDs in the container are the host’s.';
  const all = levels.length === 0 ? [...diagnostics, info('situation-host-ids', ofHost)] : diagnostics;
  const tool = isDocker ? 'dockerd' : value && !value.rootless ? 'podman-root' : 'podman';
  return {
    levels: levels.map((maps, index) => ({
      name: levels.length > 1 && index === 0 ? 'the user’s namespace' : 'the container',
      tool,
      // The step to the host is that of a line of the files, where they were shown.
      ...(index === 0 && value?.own && (shown.subuid ?? shown.subgid) !== undefined
        ? { maps: value.own, source: FROM_FILES }
        : { maps: maps && relocateMaps(maps, at), source: FROM_TEXT }),
    })),
    diagnostics: all.map((diagnostic) => relocateDiagnostic(diagnostic, at)),
    computedFor: [programWords(isDocker ? 'docker' : 'podman', versions)],
    asksFiles: !isDocker && (value === undefined || value.rootless),
    ...(value && { command: value }),
    // It makes no difference who types it.
    ...(isDocker && { userProblems: [], asks: 'nothing', runBy: undefined }),
  };
}

interface Config {
  tool: Tool;
  name: string;
  source: string;
  parse: (text: string, given: Given, shown: ShownHost) => Parsed<NamespaceMaps>;
  computedFor: (given: Given) => string | string[];
}

/** The parts that describe no map, or not by themselves: a map, a report, a command, what the host has. Any other kind is a configuration. */
type OtherKind =
  | ReportPart['kind']
  | CommandPart['kind']
  | 'map'
  | 'subids'
  | 'dockerd'
  | 'listing'
  | 'accounts'
  | 'error'
  | 'prompt'
  | 'separator'
  | 'unknown';
type ConfigKind = Exclude<Part['kind'], OtherKind>;
type ConfigPart = Part & { kind: ConfigKind };

/** The configurations, each of which says a map, or that there is none, all by itself. */
const CONFIGS: Record<ConfigKind, Config> = {
  lxc: {
    tool: 'lxc',
    name: 'the container',
    source: 'the config',
    parse: (text) => parseLxcConfig(text),
    computedFor: ({ versions }) => programWords('lxc', versions),
  },
  incus: {
    tool: 'incus',
    name: 'the container',
    source: 'the config',
    parse: (text, { versions }, { subuid, subgid }) =>
      parseIncus(text, { subuid: linesIn(subuid), subgid: linesIn(subgid) }, versions),
    computedFor: ({ versions }) => programWords('incus', versions),
  },
  oci: {
    tool: 'oci',
    name: 'the container',
    source: 'the config',
    parse: (text, { runtime, versions }, { subuid, subgid }) =>
      parseOciConfig(text, runtime && { runtime, versions, subids: { uid: subuid ?? subgid, gid: subgid ?? subuid } }),
    computedFor: ({ runtime = 'runc', versions }) => programWords(runtime, versions),
  },
  nspawn: {
    tool: 'nspawn',
    name: 'the container',
    source: 'the text',
    parse: (text, { versions }) => parseNspawn(text, versions),
    computedFor: ({ versions }) => programWords('systemd', versions),
  },
  mount: {
    tool: 'mount',
    name: 'the file system',
    source: 'the text',
    parse: (text, host) => parseMountIdmap(text, host),
    computedFor: ({ versions }) => programWords('util-linux', versions),
  },
  pod: {
    tool: 'kubernetes',
    name: 'the pod',
    source: 'the text',
    parse: (text, host) => parsePod(text, host),
    computedFor: ({ versions, runtime }) => podPrograms(versions, runtime),
  },
};

/** The file without what stands around it in the reader's text, which is blank here: Incus takes no blank line. */
function linesIn(file: string | undefined): string | undefined {
  return file?.replace(/^[ \t]+$/gm, '');
}

export function isConfig(part: Part): part is ConfigPart {
  return Object.hasOwn(CONFIGS, part.kind);
}

/** The namespace that a configuration describes. */
export function buildFromConfig({ kind, content, span }: ConfigPart, given: Given, shown: ShownHost): Built {
  const { tool, name, source, parse, computedFor } = CONFIGS[kind];
  const { value, diagnostics } = parse(content, given, shown);
  const maps = value && relocateMaps(value, span);
  const errors = diagnostics.filter(isError);
  // A container that doesn't start because it lacks a map still has the others.
  const spoilt = errors.length > 0 && errors.every(isOfTheStart) ? { spoilt: { uid: false, gid: false } } : {};
  const { grants, refusals = [] } =
    (kind === 'lxc' || kind === 'incus') && maps ? checkedByNewuidmap(maps, diagnostics, given, shown) : {};
  return {
    ...NOTHING_BUILT,
    levels: [{ name, tool, maps, source: { uid: source, gid: source }, ...spoilt }],
    diagnostics: [...diagnostics.map((diagnostic) => relocateDiagnostic(diagnostic, span)), ...refusals],
    ...(grants && { grants }),
    computedFor: [computedFor(given)].flat(),
  };
}

/**
 * What newuidmap says to an LXC config's map. A privileged container has no map, and for Proxmox VE's default the line of root's was added when
 * it was installed.
 */
function checkedByNewuidmap(
  maps: NamespaceMaps,
  diagnostics: readonly Diagnostic[],
  given: Given,
  shown: ShownHost,
): Partial<ReturnType<typeof lxcGrants>> {
  const has = (code: string) => diagnostics.some((diagnostic) => diagnostic.code === code);
  if (has('lxc-privileged') || has('incus-privileged') || diagnostics.some(isError)) return {};
  const checked = lxcGrants(maps, shown, { user: shown.caller ?? typedUser(given), versions: given.versions });
  return (has('lxc-proxmox-default') || has('incus-usual-base')) && checked.refusals.length === 0 ? {} : checked;
}
