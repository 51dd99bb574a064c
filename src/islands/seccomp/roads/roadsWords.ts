import type { RoadsShown } from './roadGroups.ts';

/** What stands over a list of roads. */
export interface RoadsWords {
  /** To what end they are. */
  title: string;
  /** How many of them the filter leaves open, and how many of these the kernel stops. */
  summary: string;
  /** How they are counted; empty where it shows. */
  counted: string;
}

export function roadsWords({ ends, count, open, stopped, groups }: RoadsShown): RoadsWords {
  const [end, ...others] = ends;
  const title =
    end === undefined ? 'The call on every ABI' : others.length > 0 ? 'Roads to the same ends' : `Roads to ${end}`;
  const counted = count > groups.length ? 'The same call on another ABI counts as another road.' : '';
  return { title, summary: `${passing(count, open)}${stoppedWords(open, stopped)}.`, counted };
}

function passing(count: number, open: number): string {
  if (open === 0) return count === 1 ? 'The only road is closed' : `None of ${count} roads passes the filter`;
  if (open < count) return `${open} of ${count} roads ${open === 1 ? 'passes' : 'pass'} the filter`;
  return count === 1
    ? 'The only road passes the filter'
    : `${count === 2 ? 'Both' : `All ${count}`} roads pass the filter`;
}

function stoppedWords(open: number, stopped: number): string {
  if (stopped === 0) return '';
  return `, and the kernel stops ${stopped < open ? stopped : open === 1 ? 'it' : 'all of them'} here`;
}
