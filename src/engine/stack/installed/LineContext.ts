import type { SourceText } from '../../text/index.ts';
import type { StackEngine } from '../Stack.ts';
import { nodeEngine } from './nodeEngine.ts';
import { type PackageLine, packageLine } from './packageLine.ts';

/** A line of the pasted text, and what stands around it. */
export interface LineContext {
  /** Without white space at its end. */
  line: string;
  /** Where it begins in the text. */
  start: number;
  /** What the lines are under: "Server" of "Server: Docker Engine - Community", "host" of podman info. */
  heading: string | undefined;
  /** The last line above that was a step in: "runc" of docker version. */
  part: string | undefined;
  /** The line before, and this one with those below it up to an empty one. */
  before: string;
  readonly block: string;
  /** The engine of the node that it tells of, as kubectl does. */
  node: StackEngine | undefined;
  /** The package that it names with its version, as a list of packages does. */
  listed: PackageLine | undefined;
}

/** The headings of docker version, docker info, podman version and podman info. */
const HEADING = /^(Client|Server|host|plugins|registries|store|version):(?: |$)/;
/** No output that is read has more lines below the one that counts. */
const BLOCK = 12;

/** No line that is read is longer. */
const LONGEST = 400;

/** Every line of the text that may tell something, with its surroundings. */
export function lineContexts({ text, lineStarts }: SourceText): LineContext[] {
  const lines = lineStarts.map((start, at) => text.slice(start, lineStarts[at + 1] ?? text.length).trimEnd());
  let heading: string | undefined;
  let part: string | undefined;
  return lines.flatMap((line, at) => {
    if (line === '' || line.length > LONGEST) return [];
    const own = HEADING.exec(line)?.[1];
    if (own !== undefined) [heading, part] = [own, undefined];
    else part = /^ ([A-Za-z-]+):$/.exec(line)?.[1] ?? part;
    return [
      {
        line,
        start: lineStarts[at] ?? 0,
        heading,
        part,
        before: lines[at - 1] ?? '',
        // Few lines are asked for theirs.
        get block() {
          return blockAt(lines, at);
        },
        node: nodeEngine(line),
        listed: packageLine(line),
      },
    ];
  });
}

function blockAt(lines: readonly string[], at: number): string {
  const below = lines.slice(at, at + BLOCK);
  const end = below.indexOf('');
  return below.slice(0, end === -1 ? BLOCK : end).join('\n');
}
