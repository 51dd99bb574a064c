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

/** The parts of a list with commas, each read; undefined where one can't be. '' is none, as links once said it. */
export function readList<Each extends object>(
  text: string,
  read: (part: string) => Each | undefined,
): readonly Each[] | undefined {
  const parts = text === '' ? [] : text.split(',').map(read);
  const known = parts.filter((each) => each !== undefined);
  return known.length < parts.length ? undefined : known;
}
