import constants from '../../../../content/data/constants/loongarch.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/loongarch.json' with { type: 'json' };
import syscalls from '../../../../content/data/syscalls/loongarch64.json' with { type: 'json' };
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const loongarch: FamilyTables = familyTables(
  { prototypes },
  {
    SCMP_ARCH_LOONGARCH64: { syscalls, constants, rows: ['loongarch64'] },
  },
);
