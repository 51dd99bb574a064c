import { counted } from '../../engine/text/index.ts';
import type { ReadFiles } from '../../share/traceFile.ts';
import { fileNames, type Reading } from './Reading.ts';

/** A file being read, in words. */
export interface ReadingShown {
  words: string;
  /** The same in coarse steps, to be read out. */
  said: string;
  bytes: number;
  of: number;
}

/** A trace read of files, in words. */
export interface FileShown {
  name: string;
  size: string;
}

const MEGABYTE = 1_000_000;
const KILOBYTE = 1000;
/** So many steps of a reading are read out. */
const STEPS = 4;

export function readingShown({ files, bytes, of }: Reading): ReadingShown {
  const what = `Reading ${fileNames(files)}`;
  const step = of === 0 ? 0 : (Math.floor((bytes / of) * STEPS) * 100) / STEPS;
  return { words: `${what}: ${sizeWords(bytes)} of ${sizeWords(of)}`, said: `${what}: ${step} %`, bytes, of };
}

export const fileShown = ({ parts, bytes, lines }: ReadFiles): FileShown => ({
  name: fileNames(parts),
  size: `${sizeWords(bytes)}, ${counted(lines, 'line')}`,
});

function sizeWords(bytes: number): string {
  if (bytes >= MEGABYTE) return `${(bytes / MEGABYTE).toFixed(1)} MB`;
  return bytes >= KILOBYTE ? `${(bytes / KILOBYTE).toFixed(1)} kB` : counted(bytes, 'byte');
}
