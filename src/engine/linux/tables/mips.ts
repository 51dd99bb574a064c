import constants from '../../../../content/data/constants/mips.json' with { type: 'json' };
import errors from '../../../../content/data/errno/mips.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/mips.json' with { type: 'json' };
import o32 from '../../../../content/data/syscalls/mips.json' with { type: 'json' };
import n64 from '../../../../content/data/syscalls/mips64.json' with { type: 'json' };
import n32 from '../../../../content/data/syscalls/mips64n32.json' with { type: 'json' };
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const mips: FamilyTables = familyTables(
  { prototypes, errors },
  {
    SCMP_ARCH_MIPS: { syscalls: o32, constants, rows: ['mips'] },
    SCMP_ARCH_MIPSEL: { syscalls: o32, constants, rows: ['mipsel', 'mips'] },
    SCMP_ARCH_MIPS64: { syscalls: n64, constants, rows: ['mips64'] },
    SCMP_ARCH_MIPSEL64: { syscalls: n64, constants, rows: ['mips64'] },
    SCMP_ARCH_MIPS64N32: { syscalls: n32, constants, rows: ['mips64n32'] },
    SCMP_ARCH_MIPSEL64N32: { syscalls: n32, constants, rows: ['mips64n32'] },
  },
);
