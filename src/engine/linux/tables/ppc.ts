import ppc32 from '../../../../content/data/syscalls/ppc.json' with { type: 'json' };
import ppc64 from '../../../../content/data/syscalls/ppc64.json' with { type: 'json' };
import { ppc as facts } from '../facts/ppc.ts';
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const ppc: FamilyTables = familyTables(
  {
    SCMP_ARCH_PPC64LE: ppc64,
    SCMP_ARCH_PPC64: ppc64,
    SCMP_ARCH_PPC: ppc32,
  },
  facts,
);
