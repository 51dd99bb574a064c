import { isNameiRow } from '../listing/readNamei.ts';
import type { Claimer } from './Claim.ts';

/** Output of namei -l: a line that names a path, and a row for each step of it; or rows alone where the command above is namei. */
export const claimNamei: Claimer = (lines, index, { typed }) => {
  const isHead = (said: string) => /^f: \S/.test(said);
  const first = lines[index]?.said ?? '';
  const begins = isHead(first)
    ? isNameiRow(lines[index + 1]?.said ?? '')
    : typed?.program === 'namei' && isNameiRow(first);
  if (!begins) return undefined;
  let end = index + 1;
  for (; end < lines.length; end += 1) {
    const said = lines[end]?.said ?? '';
    if (!isHead(said) && !isNameiRow(said)) break;
  }
  return { end, kind: { tool: 'namei' }, certain: true };
};
