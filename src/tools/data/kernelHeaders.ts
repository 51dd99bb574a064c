import { join } from 'node:path';
import type { Package, WantedVersion } from './Table.ts';

/** The headers that the kernel itself is built with; the package's name carries the version. */
export const kernelHeaders: WantedVersion = {
  key: 'linux-headers-common',
  pattern: /^linux-headers-\d.*-common$/,
  metapackage: 'linux-headers-ARCH',
};

/** The folder of those headers that holds `include/` and `arch/`. */
export function kernelRoot(headers: Package): string {
  return join(headers.root, 'usr/src', headers.package);
}
