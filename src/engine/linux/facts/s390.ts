import constants from '../../../../content/data/constants/s390.json' with { type: 'json' };
import prototypes from '../../../../content/data/prototypes/s390.json' with { type: 'json' };
import type { FamilyFacts } from './FamilyFacts.ts';

export const s390: FamilyFacts = {
  constants: { SCMP_ARCH_S390X: constants.sets, SCMP_ARCH_S390: constants.sets },
  prototypes: { SCMP_ARCH_S390X: [prototypes.s390x], SCMP_ARCH_S390: [prototypes.s390] },
};
