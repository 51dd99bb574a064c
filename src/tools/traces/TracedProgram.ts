import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { RecordedProgram } from '../../engine/fit/index.ts';

/** A program whose calls are recorded. Its scripts are run by sh in a container of Debian's, as root, in a folder that has `files` in it. */
export interface TracedProgram {
  /** What the file of its trace is called. */
  name: string;
  title: string;
  /** Whose version tells what was recorded: `package` is Debian's package with it. */
  software: string;
  package: string;
  /** What the scripts need besides. */
  needs?: readonly string[];
  /** Files of `sources/`. */
  files?: readonly string[];
  /** What is done before, untraced. */
  prepare?: string;
  /**
   * What is done: `traced` runs what follows it under strace, and each command may fail none. What drives the program, as a client does, is not traced.
   */
  run: string;
  /** The same for a reader, in one sentence. */
  did: string;
  /** The container has the machine's own network, not one with a loopback alone. */
  isOnline?: true;
}

const FILE = join(import.meta.dirname, '../../../content/data/tracedPrograms.yaml');

/** Every program with a trace, as they are listed. */
export const PROGRAMS: readonly TracedProgram[] = parse(readFileSync(FILE, 'utf8'));

/** A row of content/data/traces/traces.json. */
export interface TraceRow extends RecordedProgram {
  /** What the file of its trace is called. */
  name: string;
}
