import constants from '../../../../content/data/constants/riscv.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/riscv.json' with { type: 'json' };
import type { FamilyFacts } from '../tables/FamilyTables.ts';

export const riscv: FamilyFacts = {
  constants: { SCMP_ARCH_RISCV64: constants },
  prototypes,
  rows: { SCMP_ARCH_RISCV64: ['riscv64'] },
};
