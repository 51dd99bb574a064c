import type { Scenario } from '../Scenario.ts';
import { anotherKernel } from './anotherKernel.ts';
import { anotherProgram } from './anotherProgram.ts';
import { apparmor } from './apparmor.ts';
import { bozo } from './bozo.ts';
import { byHand } from './byHand.ts';
import { capabilities } from './capabilities.ts';
import { cgroups } from './cgroups.ts';
import { debugging } from './debugging.ts';
import { debuggingLog } from './debuggingLog.ts';
import { defaults } from './defaults.ts';
import { filterProgram } from './filterProgram.ts';
import { groups } from './groups.ts';
import { joined } from './joined.ts';
import { limits } from './limits.ts';
import { lxcHole } from './lxcHole.ts';
import { mapByHand } from './mapByHand.ts';
import { namespaces } from './namespaces.ts';
import { ownProfile } from './ownProfile.ts';
import { podmanVolumes } from './podmanVolumes.ts';
import { profiles } from './profiles.ts';
import { registryRemapped } from './registryRemapped.ts';
import { registryRoot } from './registryRoot.ts';
import { remapDefault } from './remapDefault.ts';
import { roads } from './roads.ts';
import { rootless } from './rootless.ts';
import { rootlessDocker } from './rootlessDocker.ts';
import { rootlessLimits } from './rootlessLimits.ts';
import { seccomp } from './seccomp.ts';
import { subordinateIds } from './subordinateIds.ts';
import { threads } from './threads.ts';
import { uidMap } from './uidMap.ts';
import { volumes } from './volumes.ts';

/** Every scenario, in the order in which `record.ts` plays them. */
export const scenarios: readonly Scenario[] = [
  registryRoot,
  registryRemapped,
  remapDefault,
  bozo,
  uidMap,
  mapByHand,
  subordinateIds,
  rootless,
  rootlessDocker,
  rootlessLimits,
  groups,
  volumes,
  podmanVolumes,
  lxcHole,
  namespaces,
  byHand,
  joined,
  cgroups,
  seccomp,
  roads,
  threads,
  filterProgram,
  profiles,
  capabilities,
  limits,
  anotherKernel,
  defaults,
  apparmor,
  ownProfile,
  anotherProgram,
  debugging,
  debuggingLog,
];
