/** Numbers of calls behind socketcall and ipc, and one more. */
const MULTIPLEXED = 25;

/** 32 bits that look random, as test/oracle/seccomp/draws.py makes them (the finish of MurmurHash3). */
function draw(counter: number): number {
  let h = counter >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

/** The six arguments that draws.py draws for a turn of a call: all 0 for turn 0; a multiplexer's first is mostly a small number. */
export function drawArguments(
  seed: number,
  call: number,
  turn: number,
  values: readonly bigint[],
  multiplexer: boolean,
): bigint[] {
  if (turn === 0) return [];
  const start = ((seed * 64 + call) * 64 + turn) * 8;
  const drawn = Array.from({ length: 6 }, (_, index) => values[draw(start + index) % values.length] ?? 0n);
  const picked = draw(start + 7);
  if (multiplexer && picked % 4 > 0) drawn[0] = BigInt((picked >>> 8) % MULTIPLEXED);
  return drawn;
}
