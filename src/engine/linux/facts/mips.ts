import constants from '../../../../content/data/constants/mips.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/mips.json' with { type: 'json' };
import type { FamilyFacts } from './FamilyFacts.ts';

export const mips: FamilyFacts = {
  constants: {
    SCMP_ARCH_MIPS: constants.sets,
    SCMP_ARCH_MIPSEL: constants.sets,
    SCMP_ARCH_MIPS64: constants.sets,
    SCMP_ARCH_MIPSEL64: constants.sets,
    SCMP_ARCH_MIPS64N32: constants.sets,
    SCMP_ARCH_MIPSEL64N32: constants.sets,
  },
  prototypes: {
    SCMP_ARCH_MIPS: [prototypes.mips],
    SCMP_ARCH_MIPSEL: [prototypes.mipsel, prototypes.mips],
    SCMP_ARCH_MIPS64: [prototypes.mips64],
    SCMP_ARCH_MIPSEL64: [prototypes.mips64],
    SCMP_ARCH_MIPS64N32: [prototypes.mips64n32],
    SCMP_ARCH_MIPSEL64N32: [prototypes.mips64n32],
  },
};
