/** An argument or another number of a call as people read it: decimal within the first page of memory, `0x` and hexadecimal from 4096 up. */
export const formatNumber = (value: bigint | number): string =>
  value < 4096 ? String(value) : `0x${value.toString(16)}`;
