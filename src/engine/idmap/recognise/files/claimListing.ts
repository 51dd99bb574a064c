import { isErrorLine } from '#errors';
import { readPrompt } from '../../../text/index.ts';
import { isNameiRow } from '../listing/readLs.ts';
import { isPsHeader } from '../listing/readPs.ts';
import { readHeader } from '../readHeader.ts';
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

/** Output of ps, docker top or podman top: its header and the rows below, or rows alone where the command above is one of them. */
export const claimPs: Claimer = (lines, index, { typed }) => {
  const first = lines[index]?.said ?? '';
  const header = isPsHeader(first);
  const printed =
    typed?.program === 'ps' ||
    (typed !== undefined && /^(?:docker|podman)$/.test(typed.program) && typed.words[1] === 'top');
  if (!header && !(printed && /\d/.test(first) && !isErrorLine(first) && readPrompt(first) === undefined))
    return undefined;
  // Every column but the last, the command, is one word.
  const columns = header ? first.split(/\s+/, 40).length : 2;
  let end = index + 1;
  for (; end < lines.length; end += 1) {
    const said = lines[end]?.said ?? '';
    if (
      said === '' ||
      readHeader(said) ||
      (readPrompt(said)?.length ?? 0) > 0 ||
      /^(?:ps|error)\b.{0,20}: /i.test(said)
    )
      break;
    if (!isPsHeader(said) && said.split(/\s+/, columns).length < columns) break;
  }
  return { end, kind: { tool: 'ps' }, certain: true };
};
