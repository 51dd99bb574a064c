import { type Arch, architectureOf, readArch } from '../engine/linux/index.ts';

/** A call of an ABI, as links name it. */
export interface AbiCall {
  arch: Arch;
  /** By name, or by number where it has none. */
  call: string;
}

/** "x86_64.accept4" */
export const writeAbiCall = ({ arch, call }: AbiCall): string => `${architectureOf(arch).token}.${call}`;

/** Reads the same; undefined for anything else. */
export function readAbiCall(text: string): AbiCall | undefined {
  const [, token = '', call = ''] = /^([\w-]+)\.(\w+)$/.exec(text) ?? [];
  const arch = readArch(token);
  return arch && { arch, call };
}
