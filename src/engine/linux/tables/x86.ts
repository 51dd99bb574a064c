import constants from '../../../../content/data/constants/x86.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/x86.json' with { type: 'json' };
import x32 from '../../../../content/data/syscalls/x32.json' with { type: 'json' };
import i386 from '../../../../content/data/syscalls/x86.json' with { type: 'json' };
import x86_64 from '../../../../content/data/syscalls/x86_64.json' with { type: 'json' };
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const x86: FamilyTables = familyTables(
  { prototypes },
  {
    SCMP_ARCH_X86_64: { syscalls: x86_64, constants, rows: [] },
    SCMP_ARCH_X86: { syscalls: i386, constants, rows: ['x86'] },
    SCMP_ARCH_X32: { syscalls: x32, constants, rows: ['x32'] },
  },
);
