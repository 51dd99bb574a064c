import { ARCHITECTURES, type Arch, readArch } from '../linux/index.ts';

/**
 * The ABI of a recorded call: by linux/audit.h's number of the architecture, which several ABIs may share and the call's number tells apart (x32's are
 * x86_64's with a bit more); or by a name, auparse's among them (lib/machinetab.h of audit has `armeb` for any 32-bit arm).
 */
export function recordedArch(machine: string, call: string): Arch | undefined {
  const number = /^(?:0x|unknown-elf-type\()?([\da-f]{8})\)?$/i.exec(machine)?.[1];
  if (number === undefined) return readArch(machine === 'armeb' ? 'arm' : machine);
  const audit = Number.parseInt(number, 16);
  const sharing = ARCHITECTURES.filter(({ auditArch }) => auditArch === audit);
  // A call told by its name is the first one's.
  return (sharing.findLast(({ syscallBase }) => Number(call) >= syscallBase) ?? sharing[0])?.arch;
}
