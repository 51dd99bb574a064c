import type { SetSpec } from './SetSpec.ts';

const MMAN = ['linux/mman.h'];
const MEMPOLICY = ['linux/mempolicy.h'];

/** What calls on memory are asked with. */
export const MEMORY_SETS: readonly SetSpec[] = [
  { name: 'protection', kind: 'bits', headers: MMAN, names: /^PROT_\w+$/ },
  {
    name: 'map',
    kind: 'bits',
    field: { mask: 0xf, constant: 'MAP_TYPE' },
    headers: MMAN,
    names: /^MAP_(?!TYPE$|FILE$|HUGE_)\w+$/,
  },
  { name: 'madvise', kind: 'values', headers: MMAN, names: /^MADV_\w+$/ },
  { name: 'mremap', kind: 'bits', headers: MMAN, names: /^MREMAP_\w+$/ },
  { name: 'msync', kind: 'bits', headers: MMAN, names: /^MS_(?:ASYNC|INVALIDATE|SYNC)$/ },
  { name: 'mlock', kind: 'bits', headers: MMAN, names: /^MLOCK_\w+$/ },
  { name: 'mlockall', kind: 'bits', headers: MMAN, names: /^MCL_\w+$/ },
  { name: 'pkey', kind: 'bits', headers: MMAN, names: /^PKEY_DISABLE_\w+$/ },
  { name: 'shadowStack', kind: 'bits', headers: MMAN, names: /^SHADOW_STACK_SET_\w+$/ },
  {
    name: 'memoryPolicy',
    kind: 'bits',
    field: { mask: 7, constant: 'MPOL_MAX' },
    headers: MEMPOLICY,
    names:
      /^MPOL_(?:DEFAULT|PREFERRED|BIND|INTERLEAVE|LOCAL|PREFERRED_MANY|WEIGHTED_INTERLEAVE|F_(?:STATIC_NODES|RELATIVE_NODES|NUMA_BALANCING))$/,
  },
  { name: 'memoryPolicyGet', kind: 'bits', headers: MEMPOLICY, names: /^MPOL_F_(?:NODE|ADDR|MEMS_ALLOWED)$/ },
  { name: 'memoryPolicyMove', kind: 'bits', headers: MEMPOLICY, names: /^MPOL_MF_(?:STRICT|MOVE|MOVE_ALL|LAZY)$/ },
  { name: 'memfd', kind: 'bits', headers: ['linux/memfd.h'], names: /^MFD_(?!HUGE_)\w+$/ },
  {
    name: 'userfaultfd',
    kind: 'bits',
    headers: ['linux/userfaultfd.h', 'asm/fcntl.h'],
    names: /^(?:UFFD_USER_MODE_ONLY|O_CLOEXEC|O_NONBLOCK)$/,
  },
];
