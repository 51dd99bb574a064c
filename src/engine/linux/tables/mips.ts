import o32 from '../../../../content/data/syscalls/mips.json' with { type: 'json' };
import n64 from '../../../../content/data/syscalls/mips64.json' with { type: 'json' };
import n32 from '../../../../content/data/syscalls/mips64n32.json' with { type: 'json' };
import { mips as facts } from '../facts/mips.ts';
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const mips: FamilyTables = familyTables(
  {
    SCMP_ARCH_MIPS: o32,
    SCMP_ARCH_MIPSEL: o32,
    SCMP_ARCH_MIPS64: n64,
    SCMP_ARCH_MIPSEL64: n64,
    SCMP_ARCH_MIPS64N32: n32,
    SCMP_ARCH_MIPSEL64N32: n32,
  },
  facts,
);
