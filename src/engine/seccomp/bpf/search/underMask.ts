// Where in a range of 32-bit numbers those lie that have a bit of a mask, and those that have none: what JSET tells apart.

/** The lowest number of the range with a bit of the mask; undefined where none has one. */
export function firstWith(mask: number, first: number, last: number): number | undefined {
  if ((first & mask) !== 0) return first;
  const lowest = (mask & -mask) >>> 0;
  // The lowest bit of the mask is clear in `first`, so the next number that has it is the nearest with any.
  const found = Math.floor(first / lowest) * lowest + lowest;
  return mask !== 0 && found <= last ? found : undefined;
}

/** The highest number of the range with a bit of the mask. */
export function lastWith(mask: number, first: number, last: number): number | undefined {
  if ((last & mask) !== 0) return last;
  const lowest = (mask & -mask) >>> 0;
  const found = Math.floor(last / lowest) * lowest - 1;
  return mask !== 0 && found >= first ? found : undefined;
}

/** The lowest number of the range without any bit of the mask. */
export function firstWithout(mask: number, first: number, last: number): number | undefined {
  const taken = (first & mask) >>> 0;
  if (taken === 0) return first;
  // All that begins as `first` does, down to the highest bit taken, has that bit: the next number without is past it, and past the mask's other bits.
  const below = 2 ** (32 - Math.clz32(taken)) - 1;
  const found = (((first | below | mask) >>> 0) + 1) % 2 ** 32;
  const without = (found & ~mask) >>> 0;
  return without > first && without <= last ? without : undefined;
}

/** The highest number of the range without any bit of the mask. */
export function lastWithout(mask: number, first: number, last: number): number | undefined {
  const taken = (last & mask) >>> 0;
  if (taken === 0) return last;
  const bit = 2 ** (31 - Math.clz32(taken));
  const found = ((last & ~(2 * bit - 1)) | ((bit - 1) & ~mask)) >>> 0;
  return found >= first ? found : undefined;
}

/** Every bit that some number of the range has. */
export function bitsOf(first: number, last: number): number {
  const apart = (first ^ last) >>> 0;
  return (last | (2 ** (32 - Math.clz32(apart)) - 1)) >>> 0;
}
