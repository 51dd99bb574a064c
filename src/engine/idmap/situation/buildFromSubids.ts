import { buildProxmox } from '#grants';
import { kubeletRange } from '#tools';
import { type Diagnostic, isError } from '../../text/index.ts';
import { dockerEngine } from '../docker/dockerEngine.ts';
import { isDefaultUser, parseRemapUser } from '../docker/parseRemapUser.ts';
import { remapFromFile } from '../docker/remapFromFile.ts';
import type { IdKind, LocatedExtent, NamespaceMaps } from '../map/Extent.ts';
import { parseSubids } from '../subid/parseSubids.ts';
import type { DockerEngine } from '../subid/readSubidLines.ts';
import { podPrograms } from '../versions/podPrograms.ts';
import { programWords } from '../versions/programWords.ts';
import type { Versions } from '../versions/Versions.ts';
import { type Built, type BuiltLevel, FROM_FILES } from './Built.ts';
import { buildRootless } from './buildRootless.ts';
import { dockerdReader, type Given } from './Given.ts';
import { assumedTwin, isPerson } from './hostUser.ts';
import type { ShownHost } from './readShownHost.ts';

/**
 * The namespace that the chosen program makes from /etc/subuid and /etc/subgid. A person's lines are read by rootless tools and
 * by dockerd alike, so the map that the other of them makes is given as well.
 */
export function buildFromSubids(given: Given, shown: ShownHost): Built {
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
