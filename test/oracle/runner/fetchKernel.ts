import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from '../../../src/tools/data/kernelHeaders.ts';
import { type Debian, openDebian } from '../../../src/tools/data/quoted.ts';
import { QEMU } from '../../../src/tools/guest/bootGuest.ts';
import { install } from './packages.ts';

const PACKAGES = '/var/tmp/below-the-waterline/packages';

/** A kernel to boot, and the version of its package; or why there is none. */
export type Kernel = { image: string; version: string } | { problem: string };

/** The kernel of one of Debian's suites, unpacked and never installed, and QEMU to boot it. */
export function fetchKernel(suite: Suite): Kernel {
  try {
    const debian = openDebian(PACKAGES);
    if (debian.architecture !== 'amd64')
      return { problem: `this is ${debian.architecture}, and its cases are amd64’s` };
    if (!existsSync(QEMU)) install(['qemu-system-x86', 'seabios']);
    return fetchFrom(debian.inSuite(suite));
  } catch (error) {
    return { problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

/** Since Linux 7.2 Debian's linux-image-* has the kernel in a package of its own, linux-binary-*. */
function fetchFrom(debian: Debian): Kernel {
  const find = (pattern: RegExp) => debian.dependency('linux-image-amd64', pattern);
  const name = find(/^linux-binary-\d/) ?? find(/^linux-image-\d/);
  const version = name && debian.candidate(name);
  const unpacked = name && version && debian.fetch(name, version);
  if (!unpacked) return { problem: 'its linux-image-amd64 can’t be had here' };
  const [image] = globSync('{boot,usr/lib/modules/*,usr/lib/linux/*}/vmlinuz*', { cwd: unpacked.root });
  if (image === undefined) return { problem: `${name} ${version} has no vmlinuz` };
  return { image: join(unpacked.root, image), version: unpacked.version };
}
