import type { Diagnostic, Parsed } from '../../text/index.ts';
import type { DockerEngine } from '../docker/DockerEngine.ts';
import { parseRemapUser } from '../docker/parseRemapUser.ts';
import { remapFromFile } from '../docker/remapFromFile.ts';
import { parseLxcConfig } from '../formats/parseLxcConfig.ts';
import type { LocatedExtent, NamespaceMaps } from '../map/Extent.ts';
import { rootlessNamespace } from '../podman/userns/rootlessNamespace.ts';
import { rootlessDocker } from '../rootless/rootlessDocker.ts';
import type { HostUser } from '../subid/HostFacts.ts';
import { parseSubids } from '../subid/parseSubids.ts';
import { type Built, type BuiltLevel, NOTHING_BUILT } from './Built.ts';
import type { Given } from './Given.ts';
import type { HostLooks } from './HostLooks.ts';
import { assumedTwin, hostFacts, hostUser, isPerson, isUnsettled } from './hostUser.ts';
import { lxcGrants, ROOT } from './lxcGrants.ts';

const SOURCE = { uid: '/etc/subuid', gid: '/etc/subgid' } as const;

/**
 * The namespace that the chosen program makes from /etc/subuid and /etc/subgid. Lines that lend ids to a person are read by rootless tools and
 * by dockerd alike, so the map that the other of them makes is told as well.
 */
export function buildFromSubids(given: Given, looks: HostLooks): Built {
  const built = buildByReader(given, looks);
  const owner = given.reader.startsWith('dockerd') ? given.user.trim() : (built.runBy?.name ?? '');
  if (!isPerson(owner) || owner.includes(':') || looks.remapOption !== undefined || looks.subuid === undefined)
    return built;
  const byDockerd = !given.reader.startsWith('dockerd');
  const other = buildByReader({ ...given, user: owner, reader: byDockerd ? 'dockerd' : 'podman' }, looks);
  const maps = other.levels[0]?.maps;
  const isSound = maps && !other.diagnostics.some(({ severity }) => severity === 'error');
  const by = byDockerd ? `dockerd --userns-remap=${owner}` : 'rootless Podman or Docker';
  return isSound ? { ...built, otherwise: { by, maps } } : built;
}

function buildByReader(given: Given, looks: HostLooks): Built {
  switch (given.reader) {
    case 'dockerd':
      return buildDockerd(given, looks, '26.1');
    case 'dockerd-28':
      return buildDockerd(given, looks, '28.0');
    case 'docker-rootless':
      return buildRootlessDocker(given, looks);
    case 'podman':
      return buildRootlessPodman(given, looks);
    case 'proxmox':
      return buildProxmox(looks);
  }
}

function buildDockerd(given: Given, looks: HostLooks, engine: DockerEngine): Built {
  const built = {
    asks: 'reader' as const,
    computedFor: [engine === '26.1' ? 'dockerd 26.1.5' : 'dockerd 28.0 and later'],
  };
  const level = (maps: NamespaceMaps | undefined): BuiltLevel => ({
    name: 'the container',
    tool: 'dockerd',
    maps,
    source: SOURCE,
  });
  const user = parseRemapUser(looks.remapOption ?? given.user, given.uid);
  const account = user.value;
  if (!account) {
    const diagnostics = parseSubids(looks.subuid ?? '').diagnostics;
    return { ...built, levels: [level(undefined)], diagnostics, userProblems: user.diagnostics };
  }
  const diagnostics: Diagnostic[] = [];
  const userProblems: Diagnostic[] = [];
  const side = (file: string | undefined): readonly LocatedExtent[] | 'none' | undefined => {
    if (file === undefined) return undefined;
    const remapped = remapFromFile(file, account, { engine });
    diagnostics.push(...remapped.diagnostics.filter(({ code }) => !isOfUser(code)));
    userProblems.push(...remapped.diagnostics.filter(({ code }) => isOfUser(code)));
    return remapped.value ?? 'none';
  };
  const { subuid = looks.subgid, subgid = looks.subuid } = looks;
  const uid = side(subuid);
  // A file that stands for both is told of once.
  const gid = subgid === subuid ? uid : side(subgid);
  diagnostics.push(...assumedTwin(looks));
  const maps = uid === 'none' || gid === 'none' ? undefined : { uid, gid };
  return { ...built, levels: [level(maps)], diagnostics, userProblems };
}

/** Problems of the account rather than of a line. */
const isOfUser = (code: string) => code === 'remap-root' || code === 'remap-no-entry' || code === 'remap-off';

function buildRootlessDocker(given: Given, looks: HostLooks): Built {
  const user = hostUser(given, looks);
  if (isUnsettled(user)) return { ...NOTHING_BUILT, userProblems: user.diagnostics, asks: 'reader' };
  const { value, diagnostics } = rootlessDocker(user.value, hostFacts(user.value, looks));
  return rootlessBuilt('docker-rootless', value, [...diagnostics, ...assumedTwin(looks)], user, ['rootlesskit 2.0.2']);
}

function buildRootlessPodman(given: Given, looks: HostLooks): Built {
  const user = hostUser(given, looks);
  if (isUnsettled(user)) return { ...NOTHING_BUILT, userProblems: user.diagnostics, asks: 'reader' };
  const { value, diagnostics } = rootlessNamespace(hostFacts(user.value, looks));
  return rootlessBuilt('podman', value, [...diagnostics, ...assumedTwin(looks)], user, ['Podman 5.4.2']);
}

/** The map that Proxmox VE gives an unprivileged container without lxc.idmap, at the line of root's that newuidmap finds for it. */
function buildProxmox(looks: HostLooks): Built {
  const { subuid = looks.subgid, subgid = looks.subuid } = looks;
  const { value } = parseLxcConfig('unprivileged: 1');
  const maps = value && { uid: atLineOfRoot(value.uid, subuid), gid: atLineOfRoot(value.gid, subgid) };
  const refusals = maps ? lxcGrants(maps, looks, ROOT).refusals : [];
  return {
    levels: [{ name: 'the container', tool: 'lxc', maps, source: SOURCE }],
    diagnostics: [...refusals, ...assumedTwin(looks)],
    userProblems: [],
    asks: 'reader',
    computedFor: ['LXC 6.0'],
  };
}

function atLineOfRoot(side: NamespaceMaps['uid'], file: string | undefined): NamespaceMaps['uid'] {
  const lines = parseSubids(file ?? '').value ?? [];
  return side?.map((extent) => {
    const line = lines.find(
      ({ owner, start, count }) =>
        (owner === 'root' || owner === '0') &&
        start <= extent.outside &&
        extent.outside + extent.count <= start + count,
    );
    return line?.span ? { ...extent, span: line.span } : extent;
  });
}

function rootlessBuilt(
  tool: 'docker-rootless' | 'podman',
  maps: NamespaceMaps | undefined,
  diagnostics: readonly Diagnostic[],
  user: Parsed<HostUser> & { value: HostUser },
  computedFor: readonly string[],
): Built {
  return {
    levels: [{ name: 'the container', tool, maps, source: SOURCE }],
    diagnostics,
    userProblems: user.diagnostics,
    asks: 'reader',
    runBy: user.value,
    computedFor,
  };
}
