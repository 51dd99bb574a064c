import riscv64 from '../../../../content/data/syscalls/riscv64.json' with { type: 'json' };
import { riscv as facts } from '../facts/riscv.ts';
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const riscv: FamilyTables = familyTables({ SCMP_ARCH_RISCV64: riscv64 }, facts);
