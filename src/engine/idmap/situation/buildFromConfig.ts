import { parseIncus, parseLxcConfig, parseMountIdmap, parseNspawn, parseOciConfig, parsePod } from '#formats';
import { lxcGrants } from '#grants';
import { type Diagnostic, isError, type Parsed, relocateDiagnostic } from '../../text/index.ts';
import { isOfTheStart } from '../formats/isOfTheStart.ts';
import type { Tool } from '../formats/tools.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import type { Part } from '../recognise/Part.ts';
import { podPrograms } from '../versions/podPrograms.ts';
import { programWords } from '../versions/programWords.ts';
import { type Built, NOTHING_BUILT, relocateMaps } from './Built.ts';
import type { CommandPart } from './buildFromCommand.ts';
import type { ReportPart } from './buildFromReport.ts';
import { type Given, typedUser } from './Given.ts';
import type { ShownHost } from './readShownHost.ts';

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
