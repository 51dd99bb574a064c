/**
 * What an argument is called that says what a call does, as its prototype names it (include/linux/syscalls.h). All others are addresses, descriptors, sizes
 * and processes.
 */
const TELLING =
  /flags|cmd|^op$|option|optname|level|prot|family|type|code|request|^call$|^how$|which|whence|mode|^sig$|advice|personality|action|^func$/;

/** Whether an argument with this name says what a call does. */
export const tellsWhat = (parameter: string): boolean => TELLING.test(parameter);
