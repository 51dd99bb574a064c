import constants from '../../../../content/data/constants/mips.json' with { type: 'json' };
import errors from '../../../../content/data/errno/mips.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/mips.json' with { type: 'json' };
import type { FamilyFacts } from '../tables/FamilyTables.ts';

export const mips: FamilyFacts = {
  constants: {
    SCMP_ARCH_MIPS: constants,
    SCMP_ARCH_MIPSEL: constants,
    SCMP_ARCH_MIPS64: constants,
    SCMP_ARCH_MIPSEL64: constants,
    SCMP_ARCH_MIPS64N32: constants,
    SCMP_ARCH_MIPSEL64N32: constants,
  },
  errors,
  prototypes,
  rows: {
    SCMP_ARCH_MIPS: ['mips'],
    SCMP_ARCH_MIPSEL: ['mipsel', 'mips'],
    SCMP_ARCH_MIPS64: ['mips64'],
    SCMP_ARCH_MIPSEL64: ['mips64'],
    SCMP_ARCH_MIPS64N32: ['mips64n32'],
    SCMP_ARCH_MIPSEL64N32: ['mips64n32'],
  },
};
