import type { Intent } from './Intent.ts';
import { FILES } from './table/files.ts';
import { KERNEL } from './table/kernel.ts';
import { MEMORY } from './table/memory.ts';
import { NEW_NAMESPACES } from './table/namespaces.ts';
import { PROCESSES } from './table/processes.ts';
import { SOCKETS } from './table/sockets.ts';
import { table } from './table/way.ts';

const INTENTS = /* @__PURE__ */ table(() => [SOCKETS, NEW_NAMESPACES, PROCESSES, FILES, MEMORY, KERNEL].flat());

/** Every intent of the table: what somebody wants to keep a container from, or to get. */
export function intents(): readonly Intent[] {
  return INTENTS;
}
