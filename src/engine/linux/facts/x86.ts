import constants from '../../../../content/data/constants/x86.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/x86.json' with { type: 'json' };
import type { FamilyFacts } from '../tables/FamilyTables.ts';

export const x86: FamilyFacts = {
  constants: { SCMP_ARCH_X86_64: constants, SCMP_ARCH_X86: constants, SCMP_ARCH_X32: constants },
  prototypes,
  rows: { SCMP_ARCH_X86_64: [], SCMP_ARCH_X86: ['x86'], SCMP_ARCH_X32: ['x32'] },
};
