import file from '../../../../content/data/syscalls/libseccomp.json' with { type: 'json' };
import type { OlderLibseccomp } from './OlderLibseccomp.ts';

/** What libseccomp's older releases answer otherwise than today's tables. */
export const libseccomp: OlderLibseccomp = file;
