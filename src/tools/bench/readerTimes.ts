import { ID_MAP_LINES, ID_MAP_READERS } from './idMapReaders.ts';
import { type Timed, timed } from './Timed.ts';

const MEGABYTE = 1024 * 1024;

/** Times every reader on half a megabyte of every kind of line and on all of it; of each reader its slowest. */
export function readerTimes(): Timed[] {
  return ID_MAP_READERS.map(([reader, read]) => {
    const times = ID_MAP_LINES.map(([text, line]) => {
      const whole = line.repeat(Math.ceil(MEGABYTE / line.length));
      const half = whole.slice(0, whole.length / 2);
      return timed(
        `${reader.padEnd(20)} ${text}`,
        () => read(half),
        () => read(whole),
        2,
      );
    });
    return times.reduce((slowest, each) => (each.milliseconds > slowest.milliseconds ? each : slowest));
  });
}
