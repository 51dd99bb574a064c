import { type Diagnostic, error, type Parsed, sourceText, spanAt, warning } from '../../text/index.ts';
import { type IdMap, type LocatedExtent, plainExtent } from '../map/Extent.ts';
import { extentProblem, MAX_EXTENTS, PAGE_SIZE, tooManyExtents } from './mapProblems.ts';
import { readExtentLine } from './readExtentLine.ts';

/**
 * The map that `text`, in the syntax of /proc/PID/uid_map, describes, in the order written; undefined where the kernel would refuse the text.
 * Who may write it is `checkWrite`'s question; which line gave an extent, `readExtents`'s.
 */
export function parseIdMap(text: string): Parsed<IdMap> {
  const { extents, diagnostics } = readExtents(text);
  const refused = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { value: refused ? undefined : extents.map(plainExtent), diagnostics };
}

/** What stands in a uid_map text: the extents that the kernel could take, each with its line, and every problem. */
export interface ExtentText {
  /** Extents that broke no rule. Where `diagnostics` has an error the kernel takes none of them. */
  extents: LocatedExtent[];
  diagnostics: Diagnostic[];
}

/**
 * Reads text in the syntax of /proc/PID/uid_map as the kernel's map_write reads a write of it: lines end at "\n", NUL ends the text, and at
 * most `limit` extents are read. All problems are told at once; the kernel, of the release `kernel` where it is named, stops at the first.
 */
export function readExtents(text: string, limit: number = MAX_EXTENTS, kernel?: string): ExtentText {
  const source = sourceText(text);
  const extents: LocatedExtent[] = [];
  const diagnostics: Diagnostic[] = [];

  const bytes = new TextEncoder().encode(text).length;
  if (bytes >= PAGE_SIZE) {
    const message = `The text has ${bytes} bytes; the kernel takes at most ${PAGE_SIZE - 1} in one write, and a map can be written only once.`;
    diagnostics.push(error('idmap-too-large', message, 'Merge adjacent ranges, and remove padding.'));
  }

  const nul = text.indexOf('\0');
  const end = nul === -1 ? text.length : nul;
  let lines = 0;
  for (let start = 0; start === 0 || start < end; ) {
    const newline = text.indexOf('\n', start);
    const lineEnd = newline === -1 || newline > end ? end : newline;
    lines += 1;
    if (lines > limit) {
      diagnostics.push(tooManyExtents(limit, spanAt(source, start, lineEnd)));
      break;
    }
    const line = readExtentLine(source, start, lineEnd, kernel);
    diagnostics.push(...line.diagnostics);
    if (line.extent) {
      const problem = extentProblem(line.extent, extents);
      if (problem) diagnostics.push(problem);
      else extents.push(line.extent);
    }
    start = lineEnd + 1;
  }

  if (nul !== -1 && nul + 1 < text.length) {
    const message = 'A NUL character ends the text; the kernel does not read what follows it.';
    const span = spanAt(source, nul, text.length);
    diagnostics.push(warning('idmap-text-after-nul', message, 'Remove the NUL and what follows.', span));
  }
  return { extents, diagnostics };
}
