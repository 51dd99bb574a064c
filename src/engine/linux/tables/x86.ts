import x32 from '../../../../content/data/syscalls/x32.json' with { type: 'json' };
import i386 from '../../../../content/data/syscalls/x86.json' with { type: 'json' };
import x86_64 from '../../../../content/data/syscalls/x86_64.json' with { type: 'json' };
import { x86 as facts } from '../facts/x86.ts';
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const x86: FamilyTables = familyTables(
  {
    SCMP_ARCH_X86_64: x86_64,
    SCMP_ARCH_X86: i386,
    SCMP_ARCH_X32: x32,
  },
  facts,
);
