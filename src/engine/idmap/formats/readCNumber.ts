/** What strtoul(3) takes a number for: the base that its front tells, and how the digits go on. */
const BASES: readonly [front: RegExp, base: bigint, digits: RegExp][] = [
  [/^0x/i, 16n, /^[0-9a-f]+$/i],
  [/^0b/i, 2n, /^[01]+$/],
  [/^0o/i, 8n, /^[0-7]+$/],
  [/^0(?=.)/, 8n, /^[0-7]+$/],
  [/^/, 10n, /^[0-9]+$/],
];

/** Longer numbers than these are out of every range, in any base. */
const LONGEST = 80;

/**
 * `text` as C reads a number whose base isn't given: hexadecimal after 0x, octal after 0 (and, where systemd reads, binary after 0b and
 * octal after 0o), with a plus sign and white space before it. Undefined where it is none; a minus sign is never taken.
 */
export function readCNumber(text: string, options: { prefixes?: boolean } = {}): bigint | undefined {
  const plain = text.replace(/^[\t-\r ]*\+?/, '');
  if (plain.length > LONGEST) return undefined;
  for (const [front, base, digits] of BASES) {
    if (!front.test(plain) || (!options.prefixes && /^\^0[bo]/.test(front.source))) continue;
    const rest = plain.replace(front, '');
    if (!digits.test(rest)) return undefined;
    let value = 0n;
    for (const digit of rest) value = value * base + BigInt(Number.parseInt(digit, 16));
    return value;
  }
  return undefined;
}
