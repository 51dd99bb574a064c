/** What a command reads and writes: the terminal's own, or a test's. */
export interface Terminal {
  /** The answer goes to a person who looks at it, and not to a file or a pipe. */
  isSeen: boolean;
  /** The bytes of a file, in pieces; of `-` those that are piped in. Throws where there is none. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** Writes a file, or to standard output for `-`. Throws where it can't, and where the file is one that was read. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** A line for who reads the answer. */
  say(line: string): void;
  /** A line for who reads the problems. */
  complain(line: string): void;
}

/** 0: all is well. 1: a check failed, or there is no answer. 2: what was given can't be read, or the answer can't be written. */
export type ExitStatus = 0 | 1 | 2;
