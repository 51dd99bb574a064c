import type { Intent } from './Intent.ts';
import { FILES } from './table/files.ts';
import { KERNEL } from './table/kernel.ts';
import { MEMORY } from './table/memory.ts';
import { NEW_NAMESPACES } from './table/namespaces.ts';
import { PROCESSES } from './table/processes.ts';
import { SOCKETS } from './table/sockets.ts';

const INTENTS: readonly Intent[] = [...SOCKETS, ...NEW_NAMESPACES, ...PROCESSES, ...FILES, ...MEMORY, ...KERNEL];

/** Every intent of the table: what somebody wants to keep a container from, or to get. */
export function intents(): readonly Intent[] {
  return INTENTS;
}
