import { type Arch, architectureOf, readArch } from '../engine/linux/index.ts';
import { key } from './linkKey.ts';

/** The machine that is asked about: a link without it means x86_64. */
export const ARCH_KEY = key<'arch', Arch>('arch', {
  initial: 'SCMP_ARCH_X86_64',
  expected: 'an architecture such as x86_64 or aarch64',
  read: readArch,
  write: (arch) => architectureOf(arch).token,
});
