import type { Table } from './Table.ts';
import { capabilities } from './tables/capabilities.ts';
import { constants } from './tables/constants.ts';
import { containerdProfiles } from './tables/containerdProfile.ts';
import { crioProfile } from './tables/crioProfile.ts';
import { errno } from './tables/errno.ts';
import { kernels } from './tables/kernels.ts';
import { libseccomp } from './tables/libseccomp.ts';
import { manualErrors } from './tables/manualErrors.ts';
import { podmanBuiltProfile } from './tables/podmanBuiltProfile.ts';
import { podmanErrors } from './tables/podmanErrors.ts';
import { prototypes } from './tables/prototypes.ts';
import { dockerProfile, podmanProfiles } from './tables/shippedProfiles.ts';
import { straceNames } from './tables/straceNames.ts';
import { syscalls } from './tables/syscalls.ts';
import { versions } from './tables/versions.ts';

/** Every generator, in the order in which `npm run data` runs them. */
export const tables: readonly Table[] = [
  syscalls,
  libseccomp,
  kernels,
  prototypes,
  errno,
  podmanErrors,
  manualErrors,
  capabilities,
  constants,
  dockerProfile,
  podmanBuiltProfile,
  ...podmanProfiles,
  ...containerdProfiles,
  crioProfile,
  straceNames,
  versions,
];
