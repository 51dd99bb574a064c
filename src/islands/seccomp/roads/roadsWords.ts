import type { RoadsShown } from './roadGroups.ts';

/** What stands over a list of roads: to what end, and how many of them the filter leaves open. */
export function roadsWords({ ends, count, open }: RoadsShown): { title: string; summary: string } {
  const [end, ...others] = ends;
  const title =
    end === undefined ? 'The call on every ABI' : others.length > 0 ? 'Roads to the same ends' : `Roads to ${end}`;
  const all = count === 1 ? 'The only road' : count === 2 ? 'Both roads' : `All ${count} roads`;
  if (open === count) return { title, summary: `${all} ${count === 1 ? 'passes' : 'pass'} the filter.` };
  if (open === 0)
    return { title, summary: count === 1 ? 'The only road is closed.' : `None of ${count} roads passes the filter.` };
  return { title, summary: `${open} of ${count} roads ${open === 1 ? 'passes' : 'pass'} the filter.` };
}
