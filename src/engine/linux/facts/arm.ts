import arm32 from '../../../../content/data/constants/arm.json' with { type: 'json' };
import arm64 from '../../../../content/data/constants/arm64.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/arm.json' with { type: 'json' };
import type { FamilyFacts } from '../tables/FamilyTables.ts';

export const arm: FamilyFacts = {
  constants: { SCMP_ARCH_AARCH64: arm64, SCMP_ARCH_ARM: arm32 },
  prototypes,
  rows: { SCMP_ARCH_AARCH64: ['aarch64'], SCMP_ARCH_ARM: ['arm'] },
};
