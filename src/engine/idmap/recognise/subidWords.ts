import type { TextLine } from './TextLine.ts';

/** What getsubids(1) prints: "0: ann 100000 65536". */
const PRINTED = /^(\d{1,5}: )([\w.@$-]{1,64}) (\d{1,10}) (\d{1,10})$/;

/** A command that appends a line: echo "ann:100000:65536" | sudo tee -a /etc/subuid. */
const APPENDED =
  /^((?:[^\s'"]{1,60} ){0,3}(?:echo|printf)(?: -\w{1,3})? {1,8}["']?)([\w.@$-]{1,64}:\d{1,10}:\d{1,10})(?:\\n)?["']? {0,8}(?:\||>>?) {0,8}(.{1,200})$/;

/** A line that says in other words what a line of /etc/subuid says, and of which file. */
export interface SubidWords {
  line: TextLine;
  of: 'subuid' | 'subgid' | 'either';
}

/** Reads what getsubids prints, by `words` of the command above. */
export function readPrinted(line: TextLine, words: readonly string[] | undefined): SubidWords | undefined {
  const found = PRINTED.exec(line.said);
  if (!found || !words?.some((word) => word.endsWith('getsubids'))) return undefined;
  const [, index = '', owner, start, count] = found;
  const reads = `${owner}:${start}:${count}`;
  return { line: lineOf(line, index.length, reads), of: words.includes('-g') ? 'subgid' : 'subuid' };
}

/** Reads a command that appends a line to /etc/subuid, /etc/subgid or both; `length` is its prompt's. */
export function readAppended(line: TextLine, length: number): SubidWords | undefined {
  const found = APPENDED.exec(line.said.slice(length, length + 600));
  if (!found) return undefined;
  const [, before = '', reads = '', target = ''] = found;
  const files = ['subuid', 'subgid'].filter((file) => target.includes(`/etc/${file}`));
  if (files.length === 0) return undefined;
  const file = files.length > 1 ? 'either' : files[0] === 'subgid' ? 'subgid' : 'subuid';
  return { line: lineOf(line, length + before.length, reads), of: file };
}

function lineOf(line: TextLine, before: number, reads: string): TextLine {
  const from = line.from + line.blanks + before;
  return { ...line, from, blanks: 0, said: reads, reads: reads.padEnd(line.end - from) };
}
