import { ARCHITECTURES, type Arch, readArch } from '../linux/index.ts';

/**
 * The ABI of a recorded call: by linux/audit.h's number of the architecture, which several ABIs may share and the call's number tells apart (x32's are
 * x86_64's with a bit more), or by a name.
 */
export function recordedArch(machine: string, call: string): Arch | undefined {
  const number = /^(?:0x)?([\da-f]{8})$/i.exec(machine)?.[1];
  if (number === undefined) return readArch(machine);
  const sharing = ARCHITECTURES.filter(({ auditArch }) => auditArch === Number.parseInt(number, 16));
  // A call told by its name is the first one's.
  return (sharing.findLast(({ syscallBase }) => Number(call) >= syscallBase) ?? sharing[0])?.arch;
}
