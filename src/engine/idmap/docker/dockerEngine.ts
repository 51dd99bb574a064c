import type { DockerEngine } from '../subid/readSubidLines.ts';
import { since } from '../versions/since.ts';
import type { Versions } from '../versions/Versions.ts';

/** The reader of /etc/subuid that a dockerd has: 20.10, 23 to 27 as 26.1 (the older ones seen with 20.10.5), 28 and later as 28.0. */
export function dockerEngine(versions: Versions): DockerEngine {
  return since('docker', 'subid-either-name', versions) ? '28.0' : '26.1';
}
