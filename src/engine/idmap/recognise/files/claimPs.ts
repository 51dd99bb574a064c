import { readPrompt } from '../../../text/index.ts';
import { isErrorLine } from '../errors/isErrorLine.ts';
import { isPsHeader } from '../listing/listingLines.ts';
import { readHeader } from '../readHeader.ts';
import type { Claimer } from './Claim.ts';

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
