import riscv64 from '../../../../content/data/syscalls/riscv64.json' with { type: 'json' };
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const riscv: FamilyTables = familyTables({ SCMP_ARCH_RISCV64: riscv64 });
