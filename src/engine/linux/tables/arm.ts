import aarch64 from '../../../../content/data/syscalls/aarch64.json' with { type: 'json' };
import arm32 from '../../../../content/data/syscalls/arm.json' with { type: 'json' };
import { arm as facts } from '../facts/arm.ts';
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const arm: FamilyTables = familyTables(
  {
    SCMP_ARCH_AARCH64: aarch64,
    SCMP_ARCH_ARM: arm32,
  },
  facts,
);
