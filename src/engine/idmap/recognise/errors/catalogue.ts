import type { ErrorEntry } from './Explained.ts';
import { errnoErrors } from './errnoErrors.ts';
import { foreignOwnerErrors } from './foreignOwnerErrors.ts';
import { incusErrors } from './incusErrors.ts';
import { labelErrors } from './labelErrors.ts';
import { lxcErrors } from './lxcErrors.ts';
import { mapWriteErrors } from './mapWriteErrors.ts';
import { mountErrors } from './mountErrors.ts';
import { namespaceErrors } from './namespaceErrors.ts';
import { newuidmapErrors } from './newuidmapErrors.ts';
import { ownershipErrors } from './ownershipErrors.ts';
import { permissionErrors } from './permissionErrors.ts';
import { remapErrors } from './remapErrors.ts';
import { restrictionErrors } from './restrictionErrors.ts';
import { setidErrors } from './setidErrors.ts';
import { storageErrors } from './storageErrors.ts';
import { subidErrors } from './subidErrors.ts';

/** Every message that is explained, from the messages that say most to those that many programs end with. */
export const CATALOGUE: readonly ErrorEntry[] = [
  ...labelErrors,
  ...storageErrors,
  ...restrictionErrors,
  ...incusErrors,
  ...newuidmapErrors,
  ...subidErrors,
  ...remapErrors,
  ...namespaceErrors,
  ...mountErrors,
  ...mapWriteErrors,
  ...lxcErrors,
  ...setidErrors,
  ...foreignOwnerErrors,
  ...ownershipErrors,
  ...permissionErrors,
  ...errnoErrors,
];

/** The same, for a door that a page opens later (`inPage.ts`). */
export const errorEntries = (): readonly ErrorEntry[] => CATALOGUE;
