import type { Arch } from './Arch.ts';
import { architectureOf } from './architecture.ts';

/** linux/audit.h __AUDIT_ARCH_64BIT, which x32 and n32 have too. */
const AUDIT_ARCH_64BIT = 0x80000000;

/** How many bits of each argument a filter sees on an ABI: whole registers, or what compat ABIs leave of them. */
export function registerBits(arch: Arch): 32 | 64 {
  return (architectureOf(arch).auditArch & AUDIT_ARCH_64BIT) === 0 ? 32 : 64;
}
