/** A row of the bench: how long something took, and how many times what a part of it took. */
export interface Timed {
  name: string;
  milliseconds: number;
  growth: number;
}

/** Times a part and the whole by turns, and takes the best of `runs`: other work on the machine only ever adds. */
export function timed(name: string, part: () => unknown, whole: () => unknown, runs: number): Timed {
  const times = Array.from({ length: runs }, () => [timeOf(part), timeOf(whole)] as const);
  const milliseconds = Math.min(...times.map(([, time]) => time));
  return { name, milliseconds, growth: milliseconds / Math.min(...times.map(([time]) => time)) };
}

function timeOf(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}
