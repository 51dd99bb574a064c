// What looks for weak spots: a script of its own, for most inspections do without.

export { findings } from '../../../engine/seccomp/index.ts';
