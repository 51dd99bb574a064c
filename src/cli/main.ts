import { createReadStream } from 'node:fs';
import { realpath, writeFile } from 'node:fs/promises';
import { InputProblem, printableWord, type Terminal } from './filterGiven.ts';
import { run } from './run.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
};

const read: string[] = [];

function opened(path: string) {
  if (path === '-') return process.stdin;
  read.push(path);
  return createReadStream(path);
}

/** A file that can't be read is the reader's to correct. */
const unreadable = (path: string, problem: unknown) =>
  new InputProblem(`Can’t open ${printableWord(path)}: ${reasonOf(problem, REASONS)}.`);

function reasonOf(problem: unknown, reasons: Readonly<Record<string, string>>): string {
  const { code = '', message } = problem as NodeJS.ErrnoException;
  return reasons[code] ?? printableWord(message);
}

/** What was read is not written over. */
async function refuseInput(path: string): Promise<void> {
  const real = await realpath(path).catch(() => undefined);
  for (const each of real === undefined ? [] : read)
    if ((await realpath(each).catch(() => undefined)) === real)
      throw new InputProblem(`${printableWord(path)} is an input file. Write to another file.`);
}

const terminal: Terminal = {
  isSeen: process.stdout.isTTY,
  async *read(path) {
    try {
      yield* opened(path);
    } catch (problem) {
      throw unreadable(path, problem);
    }
  },
  async write(path, content) {
    if (path === '-') return void process.stdout.write(content);
    await refuseInput(path);
    await writeFile(path, content).catch((problem) => {
      const reason = reasonOf(problem, { ...REASONS, ENOENT: 'there is no such folder' });
      throw new InputProblem(`Can’t write ${printableWord(path)}: ${reason}.`);
    });
  },
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
};

/** An answer that nobody got is no success, whatever it was. */
let isLost = false;
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  // Whoever closed the pipe, `head` for one, has read enough: the status alone says it.
  if (!isLost && problem.code !== 'EPIPE') terminal.complain(`waterline: Can’t write the answer: ${problem.message}.`);
  isLost = true;
  process.exitCode = 2;
});
process.stderr.on('error', () => {
  isLost = true;
  process.exitCode = 2;
});

// No `await` at the top: the built program is a script, which runs in a folder of CommonJS and of modules alike.
void run(process.argv.slice(2), terminal).then((status) => {
  process.exitCode = isLost ? 2 : status;
});
