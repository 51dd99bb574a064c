import s390File from '../../../../content/data/syscalls/s390.json' with { type: 'json' };
import s390x from '../../../../content/data/syscalls/s390x.json' with { type: 'json' };
import { s390 as facts } from '../facts/s390.ts';
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const s390: FamilyTables = familyTables(
  {
    SCMP_ARCH_S390X: s390x,
    SCMP_ARCH_S390: s390File,
  },
  facts,
);
