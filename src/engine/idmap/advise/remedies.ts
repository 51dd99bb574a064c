import type { Tool } from '../formats/tools.ts';
import { isId } from '../map/Extent.ts';
import type { Asked, Situation } from '../situation/Situation.ts';
import { hostExtents } from './hostExtents.ts';
import type { Remedy } from './Remedy.ts';
import { chownInContainer, daemonJson, runAsOwner, withoutRemap } from './remedy/docker.ts';
import { acl, chownOnHost, shareByGroup } from './remedy/files.ts';
import { lenderOf } from './remedy/hostIdPlan.ts';
import { idmapMount } from './remedy/idmapMount.ts';
import { podYaml } from './remedy/kubernetes.ts';
import { lxcHostId, lxcIdmappedEntry } from './remedy/lxc.ts';
import { assignMore, longerNspawn, unshareAuto, widenMap } from './remedy/moreIds.ts';
import type { Need, RemedyMaker } from './remedy/Need.ts';
import { needOf } from './remedy/needOf.ts';
import { nspawnBind, nspawnOwnership } from './remedy/nspawn.ts';
import {
  keepGroups,
  keepId,
  mapHostId,
  podmanIdmap,
  podmanTakeBack,
  podmanUnshareChown,
  volumeOwner,
} from './remedy/podman.ts';
import type { Wants } from './Wants.ts';

/** For files on the host, whatever made the namespace. */
const FILES: readonly RemedyMaker[] = [chownOnHost, acl, shareByGroup, idmapMount];

/** What helps where the id has a mapping, or is the host's: the smallest change first. */
const FOR_FILES: Record<Tool, readonly RemedyMaker[]> = {
  kernel: FILES,
  dockerd: [runAsOwner, ...FILES, withoutRemap],
  'docker-rootless': [runAsOwner, chownInContainer, ...FILES],
  podman: [runAsOwner, keepGroups, keepId, podmanUnshareChown, podmanTakeBack, volumeOwner, ...FILES, mapHostId],
  'podman-root': [runAsOwner, podmanIdmap, volumeOwner, ...FILES],
  lxc: [lxcHostId, ...FILES, lxcIdmappedEntry],
  nspawn: [nspawnBind, ...FILES, nspawnOwnership],
  unshare: FILES,
  newuidmap: FILES,
  oci: FILES,
  kubernetes: [podYaml],
  mount: [],
};

/** What helps where an id inside has no mapping. */
const FOR_UNMAPPED: readonly RemedyMaker[] = [assignMore, widenMap, longerNspawn, unshareAuto, keepId];

/** Without a namespace ids inside are the host's: Docker as it is installed. */
const WITHOUT_MAP: readonly RemedyMaker[] = [runAsOwner, chownOnHost, acl, shareByGroup, daemonJson];

/**
 * Ways to let the asked id at the files, ready to paste: the smallest change first, each with what it costs. Where an id inside has no mapping, ways
 * to get it one. What isn't known stands in capitals: DIR, IMAGE, CTID, ROOT, MOUNTPOINT. Nothing for what is no id.
 */
export function remedies(situation: Situation, asked: Asked, wants: Wants = {}): Remedy[] {
  if (!isId(asked.id) || asked.level > situation.levels.length) return [];
  const need = needOf(situation, asked, wants);
  // A map that nobody has told is no map without the id.
  if (need.tool !== undefined && hostExtents(need.situation, asked.kind) === undefined) return [];
  const found = makersFor(situation, need).flatMap((make) => make(need) ?? []);
  return isRootsShell(need) ? found.map(withoutSudo) : found;
}

function makersFor(situation: Situation, need: ReturnType<typeof needOf>): readonly RemedyMaker[] {
  if (need.tool === undefined) return situation.levels.length === 0 ? WITHOUT_MAP : [];
  const unmapped = !need.askedOutside && need.outside[need.kind] === undefined;
  return unmapped ? FOR_UNMAPPED : FOR_FILES[need.tool];
}

/** Where root runs LXC the shell is root's, and Proxmox VE is installed without sudo. */
function isRootsShell({ tool, situation: { levels, subuid } }: Need): boolean {
  return tool === 'lxc' && levels.length === 1 && lenderOf(subuid, levels[0]?.uid ?? []) === 'root';
}

function withoutSudo(remedy: Remedy): Remedy {
  return { ...remedy, steps: remedy.steps.map((step) => ({ ...step, text: step.text.replaceAll(/^sudo /gm, '') })) };
}
