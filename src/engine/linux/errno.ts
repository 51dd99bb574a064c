import { isLoaded, tablesOf } from '#tables';
import file from '../../../content/data/errno.json' with { type: 'json' };
import type { Arch } from './architecture.ts';
import type { OwnErrors } from './tables/FamilyTables.ts';

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

/** errno-base.h and errno.h: the same on every machine; and on all but mips. */
export const EPERM = 1;
export const ENOSYS = 38;

const GENERIC = readErrors();
/** By a family's file. */
const OWN = /* @__PURE__ */ new WeakMap<OwnErrors, Errors>();

// @__NO_SIDE_EFFECTS__
function readErrors(own: OwnErrors = { numbers: {}, messages: {} }): Errors {
  const numbers = new Map(Object.entries<number>({ ...file.numbers, ...own.numbers }));
  const byNumber = new Map<number, Errno>();
  for (const [name, message] of Object.entries<string>({ ...file.messages, ...own.messages })) {
    const number = numbers.get(name);
    if (number !== undefined) byNumber.set(number, { number, name, message });
  }
  return { numbers, byNumber };
}

/** Only mips and powerpc number errors otherwise than all others. Where their tables are not loaded, no answer of theirs is shown. */
function errorsOf(arch: Arch | undefined): Errors {
  const own = arch !== undefined && isLoaded(arch) ? tablesOf(arch).errors : undefined;
  if (own === undefined) return GENERIC;
  const errors = OWN.get(own) ?? readErrors(own);
  OWN.set(own, errors);
  return errors;
}

/** The error with this number on an ABI, by its first name; undefined where Linux has none there. Left out, the ABI is x86_64. */
export function errnoOf(number: number, arch?: Arch): Errno | undefined {
  return errorsOf(arch).byNumber.get(number);
}

/** The number of an error name on an ABI, aliases such as EWOULDBLOCK included; undefined for no such name. Left out, the ABI is x86_64. */
export function errnoNumber(name: string, arch?: Arch): number | undefined {
  return errorsOf(arch).numbers.get(name);
}

/** Every error name of an ABI, aliases included. Left out, the ABI is x86_64. */
export function errnoNames(arch?: Arch): readonly string[] {
  return [...errorsOf(arch).numbers.keys()];
}
