import constants from '../../../../content/data/constants/powerpc.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/ppc.json' with { type: 'json' };
import type { FamilyFacts } from './FamilyFacts.ts';

export const ppc: FamilyFacts = {
  constants: {
    SCMP_ARCH_PPC64LE: constants.sets,
    SCMP_ARCH_PPC64: constants.sets,
    SCMP_ARCH_PPC: constants.sets,
  },
  prototypes: {
    SCMP_ARCH_PPC64LE: [prototypes.ppc64],
    SCMP_ARCH_PPC64: [prototypes.ppc64],
    SCMP_ARCH_PPC: [prototypes.ppc],
  },
};
