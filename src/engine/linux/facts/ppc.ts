import constants from '../../../../content/data/constants/powerpc.json' with { type: 'json' };
import errors from '../../../../content/data/errno/powerpc.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/ppc.json' with { type: 'json' };
import type { FamilyFacts } from '../tables/FamilyTables.ts';

export const ppc: FamilyFacts = {
  constants: { SCMP_ARCH_PPC64LE: constants, SCMP_ARCH_PPC64: constants, SCMP_ARCH_PPC: constants },
  errors,
  prototypes,
  rows: { SCMP_ARCH_PPC64LE: ['ppc64'], SCMP_ARCH_PPC64: ['ppc64'], SCMP_ARCH_PPC: ['ppc'] },
};
