import constants from '../../../../content/data/constants/s390.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/s390.json' with { type: 'json' };
import type { FamilyFacts } from '../tables/FamilyTables.ts';

export const s390: FamilyFacts = {
  constants: { SCMP_ARCH_S390X: constants, SCMP_ARCH_S390: constants },
  prototypes,
  rows: { SCMP_ARCH_S390X: ['s390x'], SCMP_ARCH_S390: ['s390'] },
};
