import file from '../../../content/data/errno.json' with { type: 'json' };
import type { Arch } from './Arch.ts';
import { architectureOf } from './architecture.ts';

export interface Errno {
  number: number;
  name: string;
  /** glibc's words for it, as strerror prints them. */
  message: string;
}

interface Errors {
  numbers: ReadonlyMap<string, number>;
  byNumber: ReadonlyMap<number, Errno>;
}

interface OwnErrors {
  numbers: Readonly<Record<string, number>>;
  messages: Readonly<Record<string, string>>;
}

const GENERIC = readErrors();
/** Only these two families number errors otherwise than all others. */
const PPC = readErrors('powerpc');
const MIPS = readErrors('mips');

// @__NO_SIDE_EFFECTS__
function readErrors(architecture?: 'powerpc' | 'mips'): Errors {
  const own: OwnErrors = architecture === undefined ? { numbers: {}, messages: {} } : file[architecture];
  const numbers = new Map(Object.entries<number>({ ...file.numbers, ...own.numbers }));
  const byNumber = new Map<number, Errno>();
  for (const [name, message] of Object.entries<string>({ ...file.messages, ...own.messages })) {
    const number = numbers.get(name);
    if (number !== undefined) byNumber.set(number, { number, name, message });
  }
  return { numbers, byNumber };
}

function errorsOf(arch: Arch | undefined): Errors {
  const family = arch === undefined ? undefined : architectureOf(arch).family;
  return family === 'mips' ? MIPS : family === 'ppc' ? PPC : GENERIC;
}

/** The error with this number on an ABI, by its first name; undefined where Linux has none there. Left out, the ABI is x86_64. */
export function errnoOf(number: number, arch?: Arch): Errno | undefined {
  return errorsOf(arch).byNumber.get(number);
}

/** The number of an error name on an ABI, aliases such as EWOULDBLOCK included; undefined for no such name. Left out, the ABI is x86_64. */
export function errnoNumber(name: string, arch?: Arch): number | undefined {
  return errorsOf(arch).numbers.get(name);
}
