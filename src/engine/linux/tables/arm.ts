import arm32 from '../../../../content/data/constants/arm.json' with { type: 'json' };
import arm64 from '../../../../content/data/constants/arm64.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/arm.json' with { type: 'json' };
import aarch64 from '../../../../content/data/syscalls/aarch64.json' with { type: 'json' };
import arm32Calls from '../../../../content/data/syscalls/arm.json' with { type: 'json' };
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const arm: FamilyTables = familyTables(
  { prototypes },
  {
    SCMP_ARCH_AARCH64: { syscalls: aarch64, constants: arm64, rows: ['aarch64'] },
    SCMP_ARCH_ARM: { syscalls: arm32Calls, constants: arm32, rows: ['arm'] },
  },
);
