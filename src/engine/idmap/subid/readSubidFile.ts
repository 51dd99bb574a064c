import { sourceText, spanAt } from '../../text/index.ts';
import { readSubidLine, type SubidLine } from './readSubidLine.ts';

/** Go's bufio.MaxScanTokenSize: dockerd gives up at a line this long. */
const LONGEST_LINE = 64 * 1024;

/** Every line of an /etc/subuid text that is neither blank nor a comment, in order, readable or not. */
export function readSubidFile(text: string): SubidLine[] {
  const source = sourceText(text);
  const lines: SubidLine[] = [];
  for (const [index, start] of source.lineStarts.entries()) {
    const end = (source.lineStarts[index + 1] ?? text.length + 1) - 1;
    if (end - start > LONGEST_LINE / 4 && new TextEncoder().encode(text.slice(start, end)).length >= LONGEST_LINE) {
      const span = spanAt(source, start, end);
      lines.push({
        span,
        owner: undefined,
        start: undefined,
        count: undefined,
        diagnostics: [
          {
            code: 'subid-line-too-long',
            severity: 'error',
            message: 'This line has 65536 bytes or more.',
            hint: 'dockerd stops reading here ("token too long").',
            span,
          },
        ],
      });
      continue;
    }
    const line = readSubidLine(source, start, end);
    if (line) lines.push(line);
  }
  return lines;
}
