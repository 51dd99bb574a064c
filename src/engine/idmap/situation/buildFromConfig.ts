import { type Diagnostic, type Parsed, relocateDiagnostic } from '../../text/index.ts';
import { parseMountIdmap } from '../formats/mount.ts';
import { parseNspawn } from '../formats/nspawn.ts';
import { isOfTheStart, parseLxcConfig } from '../formats/parseLxcConfig.ts';
import { parseOciConfig } from '../formats/parseOciConfig.ts';
import { parsePod } from '../formats/parsePod.ts';
import type { Tool } from '../formats/Tool.ts';
import type { NamespaceMaps } from '../map/Extent.ts';
import type { Part } from '../recognise/Part.ts';
import type { Built } from './Built.ts';
import type { Given } from './Given.ts';
import type { HostLooks } from './HostLooks.ts';
import { lxcGrants } from './lxcGrants.ts';
import { relocateMaps } from './relocateMaps.ts';
import { typedUser } from './typedUser.ts';

interface Config {
  tool: Tool;
  name: string;
  source: string;
  parse: (text: string) => Parsed<NamespaceMaps>;
  computedFor: string;
}

/** The configurations that say a map, or that there is none, all by themselves. */
const CONFIGS = {
  lxc: { tool: 'lxc', name: 'the container', source: 'the config', parse: parseLxcConfig, computedFor: 'LXC 6.0' },
  oci: { tool: 'oci', name: 'the container', source: 'the config', parse: parseOciConfig, computedFor: 'runc 1.1.15' },
  nspawn: { tool: 'nspawn', name: 'the container', source: 'the text', parse: parseNspawn, computedFor: 'systemd 257' },
  mount: {
    tool: 'mount',
    name: 'the file system',
    source: 'the text',
    parse: parseMountIdmap,
    computedFor: 'util-linux 2.41',
  },
  pod: { tool: 'kubernetes', name: 'the pod', source: 'the text', parse: parsePod, computedFor: 'Kubernetes 1.36' },
} as const satisfies Partial<Record<Part['kind'], Config>>;

export type ConfigKind = keyof typeof CONFIGS;

export function isConfig(part: Part): part is Part & { kind: ConfigKind } {
  return part.kind in CONFIGS;
}

/** A container that doesn't start for want of a map has the maps that there are. */
const NEITHER = { uid: false, gid: false };

/** The namespace that a configuration describes. */
export function buildFromConfig(
  { kind, content, span }: Part & { kind: ConfigKind },
  given: Given,
  looks: HostLooks,
): Built {
  const { tool, name, source, parse, computedFor } = CONFIGS[kind];
  const { value, diagnostics } = parse(content);
  const maps = value && relocateMaps(value, span);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const onlyTheStart = errors.length > 0 && errors.every(isOfTheStart);
  const lent = kind === 'lxc' && maps ? ofLxc(maps, diagnostics, given, looks) : undefined;
  return {
    levels: [{ name, tool, maps, source: { uid: source, gid: source }, ...(onlyTheStart && { spoilt: NEITHER }) }],
    diagnostics: [...diagnostics.map((diagnostic) => relocateDiagnostic(diagnostic, span)), ...(lent?.refusals ?? [])],
    userProblems: [],
    asks: 'nothing',
    ...(lent?.grants && { grants: lent.grants }),
    computedFor: [computedFor],
  };
}

/** What newuidmap says to the map. A privileged container has none, and what Proxmox VE gives by itself it has lent when it was installed. */
function ofLxc(
  maps: NamespaceMaps,
  told: readonly Diagnostic[],
  given: Given,
  looks: HostLooks,
): Pick<ReturnType<typeof lxcGrants>, 'grants' | 'refusals'> | undefined {
  const has = (code: string) => told.some((diagnostic) => diagnostic.code === code);
  if (has('lxc-privileged') || told.some(({ severity }) => severity === 'error')) return undefined;
  const { grants, refusals } = lxcGrants(maps, looks, looks.caller ?? typedUser(given));
  return has('lxc-proxmox-default') && refusals.length === 0 ? undefined : { grants, refusals };
}
