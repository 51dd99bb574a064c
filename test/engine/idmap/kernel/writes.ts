import { checkWrite, type Writer } from '../../../../src/engine/idmap/index.ts';
import { fromTriples, type Triple, toTriples } from '../triples.ts';

/** What test/oracle/idmap/record_writes.py wrote. */
export interface WritesRecording {
  kernel: string;
  writers: readonly unknown[];
  rows: readonly unknown[];
}

/** A recorded write of a map. */
export interface Write {
  text: string;
  writer: Writer;
  /** The errno, or the map as the parent saw it. */
  answer: string | Triple[];
}

interface RecordedWriter extends Omit<Writer, 'parentMap'> {
  parentMap?: Triple[];
}
/** The text, or its pieces with how often each stands; the writer's number; the answer. */
type Row = [text: string | [string, number][], writer: number, answer: string | Triple[]];

/** The recorded writes, by a process on `kernel` where it is named. */
export function writesOf(recording: WritesRecording, kernel?: string): Write[] {
  const writers = (recording.writers as RecordedWriter[]).map(({ parentMap, ...writer }): Writer => {
    const there = kernel === undefined ? writer : { ...writer, kernel };
    return parentMap ? { ...there, parentMap: fromTriples(parentMap) } : there;
  });
  return (recording.rows as Row[]).map(([text, writer, answer]) => ({
    text: typeof text === 'string' ? text : text.map(([piece, times]) => piece.repeat(times)).join(''),
    writer: writers[writer] ?? {},
    answer,
  }));
}

/** The writes that `checkWrite` answers otherwise than was recorded, with its answer. */
export function answeredOtherwise(rows: readonly Write[]) {
  return rows
    .map((row) => {
      const outcome = checkWrite(row.text, row.writer);
      return { ...row, engine: outcome.ok ? toTriples(outcome.map) : outcome.errno };
    })
    .filter(({ answer, engine }) => JSON.stringify(answer) !== JSON.stringify(engine));
}
