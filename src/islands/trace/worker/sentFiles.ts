import type { ReadFiles } from '../../../share/traceFile.ts';
import type { Question } from '../state/State.ts';

/** A question as it goes to the worker: what was read of files goes there once, and is named by its number from then on. */
export interface TraceMessage {
  question: Omit<Question, 'read'>;
  /** The number of what was read of files; undefined where the question is of a text. */
  of?: number;
  read?: ReadFiles;
}

/** The page's side. */
export interface SentFiles {
  messageOf(question: Question): TraceMessage;
  /** Another worker begins, which has nothing. */
  forget(): void;
}

export function sentFiles(): SentFiles {
  let sent: ReadFiles | undefined;
  let count = 0;
  return {
    messageOf({ read, ...question }) {
      const isThere = read === sent;
      sent = read;
      if (read === undefined) return { question };
      if (isThere) return { question, of: count };
      count += 1;
      return { question, of: count, read };
    },
    forget() {
      sent = undefined;
    },
  };
}

/** The worker's side: it keeps what was read last until a question is of something else. Throws where it has not what a question names: then the page answers. */
export function keptFiles(): (message: TraceMessage) => Question {
  let kept: Pick<TraceMessage, 'of' | 'read'> = {};
  return ({ question, of, read }) => {
    if (of === undefined) kept = {};
    else if (read !== undefined) kept = { of, read };
    if (of === undefined) return question;
    if (kept.read === undefined || kept.of !== of) throw new Error('The worker does not have these files.');
    return { ...question, read: kept.read };
  };
}
