import constants from '../../../../content/data/constants/loongarch.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/loongarch.json' with { type: 'json' };
import type { FamilyFacts } from '../tables/FamilyTables.ts';

export const loongarch: FamilyFacts = {
  constants: { SCMP_ARCH_LOONGARCH64: constants },
  prototypes,
  rows: { SCMP_ARCH_LOONGARCH64: ['loongarch64'] },
};
