import { type ErrorEntry, errorEntries } from '../../idmap/index.ts';
import { blockedEntries, errnoEntries } from './blockedEntries.ts';
import { callEntries } from './callEntries.ts';
import { capabilityEntries } from './capabilityEntries.ts';
import { cgroupEntries } from './cgroupEntries.ts';
import { cgroupLimitEntries } from './cgroupLimitEntries.ts';
import { engineEntries } from './engineEntries.ts';
import { forkEntries } from './forkEntries.ts';
import { hostSettingEntries } from './hostSettingEntries.ts';
import { lsmEntries } from './lsmEntries.ts';
import { mountEntries } from './mountEntries.ts';
import { nestedEntries } from './nestedEntries.ts';
import { networkEntries } from './networkEntries.ts';
import { ownerEntries } from './ownerEntries.ts';
import { ownerSymptoms } from './ownerSymptoms.ts';
import { plainEntries } from './plainEntries.ts';
import { podEntries } from './podEntries.ts';
import { podmanNamespaceEntries } from './podmanNamespaceEntries.ts';
import { privilegeEntries } from './privilegeEntries.ts';
import { programEntries } from './programEntries.ts';
import { rootfsEntries } from './rootfsEntries.ts';
import { sandboxEntries } from './sandboxEntries.ts';
import { seccompProfileEntries } from './seccompProfileEntries.ts';
import { seccompRefusalEntries } from './seccompRefusalEntries.ts';
import { seccompStartEntries } from './seccompStartEntries.ts';
import { serviceEntries } from './serviceEntries.ts';
import { storageEntries } from './storageEntries.ts';
import { threadEntries } from './threadEntries.ts';

/** Messages of every layer but the ID map's own: from those that say most to what people write of what they see. */
const ENTRIES: readonly ErrorEntry[] = [
  ...ownerEntries,
  ...rootfsEntries,
  ...storageEntries,
  ...podmanNamespaceEntries,
  ...lsmEntries,
  ...sandboxEntries,
  ...nestedEntries,
  ...seccompProfileEntries,
  ...serviceEntries,
  ...podEntries,
  ...engineEntries,
  ...cgroupLimitEntries,
  ...cgroupEntries,
  ...hostSettingEntries,
  ...threadEntries,
  ...forkEntries,
  ...networkEntries,
  ...mountEntries,
  ...capabilityEntries,
  ...privilegeEntries,
  ...programEntries,
  ...blockedEntries,
  ...callEntries,
  ...seccompStartEntries,
  ...seccompRefusalEntries,
  ...ownerSymptoms,
  ...plainEntries,
];

/** Every message that the site knows, from those that say most to those that many programs end with. */
export const catalogue = (): readonly ErrorEntry[] => [...ENTRIES, ...errorEntries(), ...errnoEntries];
