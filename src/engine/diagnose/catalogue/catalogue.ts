import { type ErrorEntry, errorEntries } from '../../idmap/index.ts';
import { callEntries, errnoEntries } from './callEntries.ts';
import { capabilityEntries } from './capabilityEntries.ts';
import { cgroupEntries } from './cgroupEntries.ts';
import { engineEntries } from './engineEntries.ts';
import { lsmEntries } from './lsmEntries.ts';
import { ownerEntries, ownerSymptoms } from './ownerEntries.ts';
import { sandboxEntries } from './sandboxEntries.ts';
import { seccompProfileEntries } from './seccompProfileEntries.ts';
import { seccompStartEntries } from './seccompStartEntries.ts';
import { serviceEntries } from './serviceEntries.ts';
import { storageEntries } from './storageEntries.ts';
import { threadEntries } from './threadEntries.ts';

/** Messages of every layer but the ID map's own: from those that say most to what people write of what they see. */
const ENTRIES: readonly ErrorEntry[] = [
  ...ownerEntries,
  ...storageEntries,
  ...lsmEntries,
  ...sandboxEntries,
  ...seccompProfileEntries,
  ...serviceEntries,
  ...engineEntries,
  ...cgroupEntries,
  ...threadEntries,
  ...capabilityEntries,
  ...callEntries,
  ...seccompStartEntries,
  ...ownerSymptoms,
];

/** Every message that the site knows, from those that say most to those that many programs end with. */
export const catalogue = (): readonly ErrorEntry[] => [...ENTRIES, ...errorEntries(), ...errnoEntries];
