import type { Tool } from '../../formats/tools.ts';
import { chownInContainer, runAsOwner } from './docker.ts';
import { FILES } from './files.ts';
import { subidOwner } from './hostIdPlan.ts';
import { incusRawIdmap, incusShift } from './incus.ts';
import { podYaml } from './kubernetes.ts';
import { lxcHostId, lxcIdmappedEntry } from './lxc.ts';
import { assignMore, longerNspawn, unshareAuto, widenMap } from './moreIds.ts';
import type { Need, RemedyMaker } from './Need.ts';
import { nspawnBind, nspawnOwnership } from './nspawn.ts';
import {
  keepGroups,
  keepId,
  mapHostId,
  podmanIdmap,
  podmanTakeBack,
  podmanUnshareChown,
  volumeOwner,
} from './podman.ts';

/** What helps where the id has a mapping, or is the host's: the smallest change first. */
const FOR_FILES: Record<Exclude<Tool, 'dockerd'>, readonly RemedyMaker[]> = {
  kernel: FILES,
  'docker-rootless': [runAsOwner, chownInContainer, ...FILES],
  podman: [runAsOwner, keepGroups, keepId, podmanUnshareChown, podmanTakeBack, volumeOwner, ...FILES, mapHostId],
  'podman-root': [runAsOwner, podmanIdmap, volumeOwner, ...FILES],
  lxc: [lxcHostId, ...FILES, lxcIdmappedEntry],
  incus: [incusRawIdmap, ...FILES, incusShift],
  nspawn: [nspawnBind, ...FILES, nspawnOwnership],
  unshare: FILES,
  newuidmap: FILES,
  oci: FILES,
  kubernetes: [podYaml],
  mount: [],
};

/** What helps where an id inside has no mapping. */
const FOR_UNMAPPED: readonly RemedyMaker[] = [assignMore, widenMap, longerNspawn, unshareAuto, keepId];

/** What helps with a tool beside dockerd; with any of them, where the id has no mapping (`undefined`). */
export const toolMakers = (tool: Exclude<Tool, 'dockerd'> | undefined): readonly RemedyMaker[] =>
  tool === undefined ? FOR_UNMAPPED : FOR_FILES[tool];

/** Whether root's line assigns the map's ids, or would where nobody has shown the file. */
export const isAssignedToRoot = ({ situation: { levels, subuid } }: Need): boolean =>
  subidOwner(subuid, levels[0]?.uid ?? []) === 'root';
