import { join } from 'node:path';
import type { Suite } from './suites.ts';
import type { InSuite, Package, WantedVersion } from './Table.ts';

/** The newest kernel's headers for programs, those of every architecture. */
export const uapiHeaders: InSuite = { package: 'linux-libc-dev', suite: 'experimental' };

/** The same of a kernel that still has what the newest has given up. */
export const olderUapiHeaders: InSuite = { package: 'linux-libc-dev', suite: 'trixie' };

/** The headers that a suite's kernel itself is built with, of the machine's own where none is named; the package's name carries the version. */
const kernelHeadersOf = (suite?: Suite): WantedVersion => ({
  key: 'linux-headers-common',
  pattern: /^linux-headers-\d.*-common$/,
  metapackage: 'linux-headers-ARCH',
  ...(suite && { suite }),
});

export const kernelHeaders: WantedVersion = kernelHeadersOf('experimental');

/** Those of a kernel that still has what the newest has given up, and of architectures for which Debian builds none any more (mips). */
export const olderKernelHeaders: WantedVersion = kernelHeadersOf('trixie');

export const ownKernelHeaders: WantedVersion = kernelHeadersOf();

/** The folder of those headers that holds `include/` and `arch/`. */
export function kernelRoot(headers: Package): string {
  return join(headers.root, 'usr/src', headers.package);
}
