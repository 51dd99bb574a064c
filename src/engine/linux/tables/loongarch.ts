import loongarch64 from '../../../../content/data/syscalls/loongarch64.json' with { type: 'json' };
import { loongarch as facts } from '../facts/loongarch.ts';
import { type FamilyTables, familyTables } from './FamilyTables.ts';

export const loongarch: FamilyTables = familyTables({ SCMP_ARCH_LOONGARCH64: loongarch64 }, facts);
