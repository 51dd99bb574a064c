import { ID_MAP_LINES, ID_MAP_READERS } from './idMapReaders.ts';

const MEGABYTE = 1024 * 1024;

/** The slowest of a reader's megabytes, and how much longer the whole took than its half: 2 where time grows as the text does. */
export interface ReaderTime {
  reader: string;
  text: string;
  milliseconds: number;
  growth: number;
}

/** Times every reader on a megabyte of every kind of line, the better of two runs. */
export function readerTimes(): ReaderTime[] {
  return ID_MAP_READERS.map(([reader, read]) => {
    const times = ID_MAP_LINES.map(([text, line]): ReaderTime => {
      const whole = line.repeat(Math.ceil(MEGABYTE / line.length));
      const milliseconds = best(() => read(whole));
      const half = best(() => read(whole.slice(0, whole.length / 2)));
      return { reader, text, milliseconds, growth: milliseconds / half };
    });
    return times.reduce((slowest, each) => (each.milliseconds > slowest.milliseconds ? each : slowest));
  });
}

function best(run: () => unknown): number {
  const times = [0, 1].map(() => {
    const before = performance.now();
    run();
    return performance.now() - before;
  });
  return Math.min(...times);
}
