import constants from '../../../../content/data/constants/riscv.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/riscv.json' with { type: 'json' };
import syscalls from '../../../../content/data/syscalls/riscv64.json' with { type: 'json' };
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const riscv: FamilyTables = familyTables(
  { prototypes },
  {
    SCMP_ARCH_RISCV64: { syscalls, constants, rows: ['riscv64'] },
  },
);
