import constants from '../../../../content/data/constants/s390.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/s390.json' with { type: 'json' };
import s390File from '../../../../content/data/syscalls/s390.json' with { type: 'json' };
import s390x from '../../../../content/data/syscalls/s390x.json' with { type: 'json' };
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const s390: FamilyTables = familyTables(
  { prototypes },
  {
    SCMP_ARCH_S390X: { syscalls: s390x, constants, rows: ['s390x'] },
    SCMP_ARCH_S390: { syscalls: s390File, constants, rows: ['s390'] },
  },
);
