import constants from '../../../../content/data/constants/powerpc.json' with { type: 'json' };
import errors from '../../../../content/data/errno/powerpc.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/ppc.json' with { type: 'json' };
import ppc32 from '../../../../content/data/syscalls/ppc.json' with { type: 'json' };
import ppc64 from '../../../../content/data/syscalls/ppc64.json' with { type: 'json' };
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const ppc: FamilyTables = familyTables(
  { prototypes, errors },
  {
    SCMP_ARCH_PPC64LE: { syscalls: ppc64, constants, rows: ['ppc64'] },
    SCMP_ARCH_PPC64: { syscalls: ppc64, constants, rows: ['ppc64'] },
    SCMP_ARCH_PPC: { syscalls: ppc32, constants, rows: ['ppc'] },
  },
);
