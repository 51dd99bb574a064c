import constants from '../../../../content/data/constants/x86.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/x86.json' with { type: 'json' };
import type { FamilyFacts } from './FamilyFacts.ts';

export const x86: FamilyFacts = {
  constants: {
    SCMP_ARCH_X86_64: constants.sets,
    SCMP_ARCH_X86: constants.sets,
    SCMP_ARCH_X32: constants.sets,
  },
  prototypes: { SCMP_ARCH_X86_64: [], SCMP_ARCH_X86: [prototypes.x86], SCMP_ARCH_X32: [prototypes.x32] },
};
