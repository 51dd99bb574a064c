import { EVENT_SETS } from './events.ts';
import { FILE_SETS } from './files.ts';
import { IOCTL_SETS } from './ioctls.ts';
import { MEMORY_SETS } from './memory.ts';
import { PROCESS_SETS } from './processes.ts';
import type { SetSpec } from './SetSpec.ts';
import { SECURITY_SETS } from './security.ts';
import { SOCKET_SETS } from './sockets.ts';

export type { SetSpec } from './SetSpec.ts';

/** Every set in content/data/constants/. Masks that no header of user space names are cited in the comment beside them. */
export const CONSTANT_SETS: readonly SetSpec[] = [
  ...PROCESS_SETS,
  ...SOCKET_SETS,
  ...MEMORY_SETS,
  ...FILE_SETS,
  ...EVENT_SETS,
  ...SECURITY_SETS,
  ...IOCTL_SETS,
];
