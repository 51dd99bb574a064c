/** What Go keeps of a number once dockerd has put it into an OCI config. */
export interface GoNumber {
  /** The lowest 32 bits: uint32(HostID) (daemon/oci_linux.go, specMapping). */
  value: number;
  /** Whether that is another number than the one written. */
  wrapped: boolean;
  negative: boolean;
}

const INT64_MAX = 2n ** 63n - 1n;

/** `text` as strconv.Atoi reads it: a sign, digits, no more than 64 bits. `syntax` and `range` are its two errors. */
export function readGoNumber(text: string): GoNumber | 'syntax' | 'range' {
  if (!/^[+-]?[0-9]+$/.test(text)) return 'syntax';
  const negative = text.startsWith('-');
  const digits = text.replace(/^[+-]/, '').replace(/^0+(?=.)/, '');
  if (digits.length > 19) return 'range';
  const value = negative ? -BigInt(digits) : BigInt(digits);
  if (value > INT64_MAX || value < -INT64_MAX - 1n) return 'range';
  return lowest32(value);
}

/** What strconv.ParseInt gives beside a range error: the nearest number of 64 bits. */
export function nearestInt64(text: string): GoNumber {
  return lowest32(text.startsWith('-') ? -INT64_MAX - 1n : INT64_MAX);
}

function lowest32(value: bigint): GoNumber {
  const kept = BigInt.asUintN(32, value);
  return { value: Number(kept), wrapped: kept !== value, negative: value < 0n };
}
