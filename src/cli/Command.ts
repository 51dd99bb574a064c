import type { ParseArgsOptionsConfig } from 'node:util';
import type { ExitStatus, Terminal } from './Terminal.ts';

/** What the reader typed behind a command. */
export interface Given {
  words: readonly string[];
  /** The value of an option that has one, the last where it is given twice. */
  value(option: string): string | undefined;
  /** Every value of an option that may be given more than once. */
  values(option: string): readonly string[];
  has(option: string): boolean;
}

/** One command of the program. */
export interface Command {
  name: string;
  /** In one line, for the list of commands. */
  says: string;
  /** All that `--help` teaches. */
  help: string;
  options: ParseArgsOptionsConfig;
  run(given: Given, terminal: Terminal): Promise<ExitStatus>;
}
