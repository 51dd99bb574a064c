import { type Capable, hasCapability } from './hasCapability.ts';

/**
 * A process as the kernel looks at it when a map is written. Each field left out means root with every capability, in the parent
 * namespace, and the one that made the new namespace.
 */
export interface WriterProcess extends Capable {
  /**
   * The user namespace it is in: the new one's `parent`, the new one itself (`inside`), an ancestor of the parent (`above`: its
   * capabilities reach down into the parent), or any other (`beside`).
   */
  namespace?: 'parent' | 'inside' | 'above' | 'beside';
  /** Its effective user id (for a gid map: group id), as the parent namespace numbers it. */
  id?: number;
  /**
   * Whether its effective user id is the one that made the new namespace; of a process `above`: the one that made the parent, from right
   * around it. Left out: it is.
   */
  owner?: boolean;
}

/**
 * Whether the process has the capability over the new namespace's parent: there itself, or above it, by its own capability or because it
 * made the parent. One that is inside, or beside, never has (security/commoncap.c, cap_capable).
 */
export function isCapableOverParent(process: WriterProcess, capability: string): boolean {
  const { namespace = 'parent', owner = true } = process;
  if (namespace === 'above') return owner || hasCapability(process, capability);
  return namespace === 'parent' && hasCapability(process, capability);
}

/**
 * Whether the process has the capability over the new namespace itself: inside by its own, from around it also as the user who made the
 * namespace, or the parent (security/commoncap.c, cap_capable).
 */
export function isCapableOverNew(process: WriterProcess, capability: string): boolean {
  const { namespace = 'parent', owner = true } = process;
  if (namespace === 'beside') return false;
  return (owner && namespace !== 'inside') || hasCapability(process, capability);
}
