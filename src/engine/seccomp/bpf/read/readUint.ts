/** A number as C and listings write it, `0x7fff0000` or `38`, of at most so many bits; undefined for all else. */
export function readUint(text: string, bits = 32): number | undefined {
  if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(text)) return undefined;
  const value = Number(text);
  return value < 2 ** bits ? value : undefined;
}
