import { type Arch, errnoOf } from '../../linux/index.ts';

/** include/linux/err.h: numbers above this are no errors. */
const MOST_ERRNO = 4095;
/** By ABI, since mips numbers some of them otherwise: names by what strerror says, in lower case. */
const KNOWN = /* @__PURE__ */ new Map<Arch, ReadonlyMap<string, string>>();

/** The error that a tool tells in strerror's words, or in Go's, which begin in lower case; undefined for other words. */
export function errnoSaid(words: string, arch: Arch): string | undefined {
  const known = KNOWN.get(arch) ?? read(arch);
  KNOWN.set(arch, known);
  return known.get(words.toLowerCase());
}

function read(arch: Arch): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (let number = 1; number <= MOST_ERRNO; number += 1) {
    const errno = errnoOf(number, arch);
    if (errno !== undefined) names.set(errno.message.toLowerCase(), errno.name);
  }
  return names;
}
