import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { InputProblem } from './InputProblem.ts';
import { run } from './run.ts';
import type { Terminal } from './Terminal.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
};

const opened = (path: string) => (path === '-' ? process.stdin : createReadStream(path));

/** A file that can't be read is the reader's to correct. */
function unreadable(path: string, problem: unknown): InputProblem {
  const { code = '', message } = problem as NodeJS.ErrnoException;
  return new InputProblem(`Can’t open ${path}: ${REASONS[code] ?? message}.`);
}

const terminal: Terminal = {
  async readText(path) {
    return text(opened(path)).catch((problem) => {
      throw unreadable(path, problem);
    });
  },
  async *readPieces(path) {
    try {
      for await (const piece of opened(path).setEncoding('utf8')) yield piece;
    } catch (problem) {
      throw unreadable(path, problem);
    }
  },
  async write(path, content) {
    await writeFile(path, content).catch((problem) => {
      throw unreadable(path, problem);
    });
  },
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
};

process.exitCode = await run(process.argv.slice(2), terminal);
