import type { Scenario } from '../Scenario.ts';
import { cgroups } from './cgroups.ts';
import { namespaces } from './namespaces.ts';
import { registryRemapped } from './registryRemapped.ts';
import { registryRoot } from './registryRoot.ts';
import { seccomp } from './seccomp.ts';

/** Every scenario, in the order in which `record.ts` plays them. */
export const scenarios: readonly Scenario[] = [registryRoot, registryRemapped, namespaces, cgroups, seccomp];
